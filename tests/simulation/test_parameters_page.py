import tomllib
from pathlib import Path

import pytest
from pydantic import BaseModel

from fraudpipe.settings import load_settings
from fraudpipe.simulation.parameters import PRESETS, WorldParameters, preset
from fraudpipe.simulation.parameters_page import toml_value, world_toml

DOCUMENT = Path(__file__).parents[2] / "docs" / "world.toml"


def _leaves(model: type[BaseModel]) -> list[str]:
    """Names in the order of the file: what stands in a section, then the sections inside it."""
    inner = [field.annotation for field in model.model_fields.values()]
    sections = [one for one in inner if isinstance(one, type) and issubclass(one, BaseModel)]
    own = [name for name, field in model.model_fields.items() if field.annotation not in sections]
    return own + [name for one in sections for name in _leaves(one)]


def test_the_document_is_a_settings_file_that_states_the_defaults(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(world_toml(), "utf-8")
    found = load_settings(config=path, environment={}, folder=tmp_path)[0].simulation
    assert found == WorldParameters()
    assert found.model_fields_set == set(WorldParameters.model_fields)


def test_a_changed_line_changes_the_world(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(world_toml().replace("\nfraud_share = 0.005", "\nfraud_share = 0.01", 1), "utf-8")
    found = load_settings(config=path, environment={}, folder=tmp_path)[0].simulation
    assert found == WorldParameters(fraud_share=0.01)


def test_every_parameter_has_a_sentence_and_a_source():
    lines = world_toml().splitlines()
    stated = [place for place, line in enumerate(lines) if " = " in line and not line.startswith("#")]
    assert [lines[place].split(" = ")[0] for place in stated] == _leaves(WorldParameters)
    for place in stated:
        above = []
        while lines[place - 1 - len(above)].startswith("#"):
            above.append(lines[place - 1 - len(above)])
        comment = " ".join(one.removeprefix("# ") for one in reversed(above))
        assert "Source: " in comment, lines[place]
        assert not comment.startswith("Source"), lines[place]
        assert "[" not in comment, lines[place]


def test_what_a_preset_changes_stands_at_the_parameter():
    text = world_toml()
    for name in PRESETS:
        for parameter in WorldParameters.model_fields:
            own, usual = getattr(preset(name), parameter), getattr(WorldParameters(), parameter)
            if own != usual and not isinstance(own, BaseModel):
                comment = text.split(f"\n{parameter} = ")[0].rsplit("\n\n", 1)[1].replace("\n#", "")
                assert f"{name} {toml_value(own)}" in comment, (name, parameter)


@pytest.mark.parametrize("value", [True, 1_000_000, 0.5, "模拟", {}, {"a": 0.1, "b": 2}, [1, 2], ()])
def test_values_survive_the_way_through_toml(value):
    read = tomllib.loads(f"value = {toml_value(value)}")["value"]
    assert read == (list(value) if isinstance(value, tuple) else value)


def test_the_document_in_the_repository_is_the_one_that_the_code_makes():
    assert DOCUMENT.read_text("utf-8") == world_toml()
