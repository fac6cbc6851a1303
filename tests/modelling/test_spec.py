import planted_world
import pytest

from fraudpipe.errors import UserError


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("noise = 0", "noize = 0", "no feature 'noize'. Did you mean 'noise'"),
        ("noise = 0", "outcome = 0", "'outcome' is the label"),
        ("noise = 0", "noise = 2", "features.noise"),
        ("rounds = 60", "round = 60", "Did you mean 'rounds'"),
        ("rounds = 60", "", "lacks 'rounds'"),
        ('"confirmed_fraud"', '"confirmed"', "Did you mean 'confirmed_fraud'"),
        ('["not_fraud"]', '["confirmed_fraud"]', "both positive and negative"),
        ("calibrate_share = 0.2", "calibrate_share = 0.4", "leave something for the test"),
        ("[features]", "[features", "not a TOML file"),
    ],
)
def test_what_is_wrong_is_named(old: str, new: str, told: str) -> None:
    with pytest.raises(UserError, match=told.replace("(", r"\(")):
        planted_world.spec(planted_world.SPEC.replace(old, new))


def test_features_keep_their_order() -> None:
    assert planted_world.spec().names == ("sharing", "margin", "noise")
