from pathlib import Path

import pytest

from fraudpipe.errors import SettingsError
from fraudpipe.settings import Settings, load_settings
from fraudpipe.stages.finding_kinds import ALL_KINDS

CAPACITY = "triage.capacity"


def _toml(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def _source(origins, name: str) -> str:
    (found,) = [one.source for one in origins if one.name == name]
    return found


@pytest.fixture
def layers(tmp_path: Path) -> dict[str, object]:
    """Every layer says another capacity; each test takes away those above."""
    return {
        "flags": {CAPACITY: 5},
        "environment": {"FRAUDPIPE_TRIAGE__CAPACITY": "4", "PATH": "/bin"},
        "config": _toml(tmp_path / "named.toml", "[triage]\ncapacity = 3\n"),
        "folder": _toml(tmp_path / "fraudpipe.toml", "[triage]\ncapacity = 2\ncost_yuan = 70\n").parent,
    }


def test_each_layer_yields_to_the_one_above(layers: dict[str, object], tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    default = Settings().triage.capacity
    assert default not in {2, 3, 4, 5}
    sources = ["flag", "environment", str(tmp_path / "named.toml"), str(tmp_path / "fraudpipe.toml"), "default"]
    weaker = [("flags", None), ("environment", {}), ("config", None), ("folder", tmp_path / "empty"), None]
    for capacity, source, taken in zip([5, 4, 3, 2, default], sources, weaker, strict=True):
        settings, origins = load_settings(**layers)  # type: ignore[arg-type]
        assert settings.triage.capacity == capacity
        assert _source(origins, CAPACITY) == source
        if taken is not None:
            layers[taken[0]] = taken[1]


def test_layers_are_merged_setting_by_setting(layers: dict[str, object], tmp_path: Path) -> None:
    settings, origins = load_settings(**layers)  # type: ignore[arg-type]
    assert settings.triage.cost_yuan == 70
    assert _source(origins, "triage.cost_yuan") == str(tmp_path / "fraudpipe.toml")
    assert _source(origins, "triage.top_reasons") == "default"


def test_a_flag_that_was_not_given_decides_nothing(tmp_path: Path) -> None:
    settings, origins = load_settings({"workspace": None}, environment={}, folder=tmp_path)
    assert settings.workspace == Path("workspace")
    assert _source(origins, "workspace") == "default"


def test_the_file_can_be_named_by_a_variable_and_the_flag_is_stronger(tmp_path: Path) -> None:
    one, two = (_toml(tmp_path / f"{n}.toml", f"[triage]\ncapacity = {n}\n") for n in (31, 32))
    environment = {"FRAUDPIPE_CONFIG": str(one)}
    assert load_settings(environment=environment, folder=tmp_path)[0].triage.capacity == 31
    assert load_settings(environment=environment, config=two, folder=tmp_path)[0].triage.capacity == 32


@pytest.mark.parametrize("way", ["flag", "variable"])
def test_a_file_that_is_named_must_exist(tmp_path: Path, way: str) -> None:
    gone = tmp_path / "gone.toml"
    with pytest.raises(SettingsError, match=r"gone\.toml does not exist"):
        load_settings(
            config=gone if way == "flag" else None,
            environment={"FRAUDPIPE_CONFIG": str(gone)} if way == "variable" else {},
            folder=tmp_path,
        )


def test_the_usual_file_need_not_exist(tmp_path: Path) -> None:
    assert load_settings(environment={}, folder=tmp_path)[0] == Settings()


@pytest.mark.parametrize(
    ("variable", "hint"),
    [
        ("FRAUDPIPE_WORKSPCE", "FRAUDPIPE_WORKSPACE"),
        ("FRAUDPIPE_TRIAGE__CAPACTY", "FRAUDPIPE_TRIAGE__CAPACITY"),
        ("FRAUDPIPE_CONFG", "FRAUDPIPE_CONFIG"),
    ],
)
def test_an_unknown_variable_is_refused_with_a_hint(tmp_path: Path, variable: str, hint: str) -> None:
    with pytest.raises(SettingsError, match=f"{variable} is not a setting. Did you mean '{hint}'"):
        load_settings(environment={variable: "x"}, folder=tmp_path)


def test_variables_of_others_and_of_the_benchmarks_are_left_alone(tmp_path: Path) -> None:
    load_settings(environment={"FRAUDPIPE_BENCH_DATA": "/data", "HOME": "/root"}, folder=tmp_path)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[triage]\ncapacty = 3\n", r"'triage\.capacty'.* Did you mean 'triage\.capacity'"),
        ("[triag]\ncapacity = 3\n", "unknown setting 'triag'"),
        ("[triage]\ncapacity = -1\n", r"'triage\.capacity'.*greater than or equal to 0"),
        ("[triage]\ncapacity = 'many'\n", r"'triage\.capacity'.*integer"),
        ("triage = 3\n", "'triage'"),
        ("[reading]\nsecond_reader = 'me'\n", "'tesseract' or 'none'"),
        ("triage = [\n", r"fraudpipe\.toml"),
    ],
)
def test_a_wrong_file_is_the_users_mistake(tmp_path: Path, text: str, says: str) -> None:
    _toml(tmp_path / "fraudpipe.toml", text)
    with pytest.raises(SettingsError, match=says):
        load_settings(environment={}, folder=tmp_path)


def test_a_file_that_is_no_text_is_the_users_mistake(tmp_path: Path) -> None:
    (tmp_path / "fraudpipe.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError, match=r"fraudpipe\.toml"):
        load_settings(environment={}, folder=tmp_path)


def test_secrets_are_shown_nowhere(tmp_path: Path) -> None:
    environment = {"FRAUDPIPE_DATABASE_URL": "postgresql://me:hunter2@db/x"}
    settings, origins = load_settings(environment=environment, folder=tmp_path)
    assert settings.database_url is not None
    assert settings.database_url.get_secret_value().endswith("db/x")
    assert "hunter2" not in repr(settings)
    assert "hunter2" not in repr(origins)
    assert _source(origins, "database_url") == "environment"


def test_every_setting_says_what_it_is_for(tmp_path: Path) -> None:
    _, origins = load_settings(environment={}, folder=tmp_path)
    assert len(origins) > 15
    for one in origins:
        assert one.says.endswith("."), one.name


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Settings().triage.capacity = 3  # type: ignore[misc]


def test_a_finding_is_weighed_by_its_code(tmp_path: Path) -> None:
    settings, _ = load_settings({"findings.no_papers": "off"}, environment={}, folder=tmp_path)
    weights = settings.findings.model_dump()
    assert weights == {kind.code: kind.severity for kind in ALL_KINDS} | {"no_papers": "off"}


def test_an_unknown_finding_is_refused_with_a_hint(tmp_path: Path) -> None:
    (tmp_path / "fraudpipe.toml").write_text('[findings]\nno_paper = "off"\n', "utf-8")
    with pytest.raises(SettingsError, match=r"findings\.no_paper.*Did you mean 'findings\.no_papers'"):
        load_settings(environment={}, folder=tmp_path)
