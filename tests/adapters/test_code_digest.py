from pathlib import Path

from fraudpipe.adapters.code_digest import code_digest


def _tree(folder: Path) -> Path:
    (folder / "inner").mkdir(parents=True)
    (folder / "a.py").write_text("x = 1\n")
    (folder / "inner" / "b.toml").write_text("[b]\n")
    return folder


def test_equal_sources_have_equal_digests_wherever_they_lie(tmp_path: Path) -> None:
    assert code_digest([_tree(tmp_path / "one")]) == code_digest([_tree(tmp_path / "two")])


def test_every_change_of_a_source_changes_it(tmp_path: Path) -> None:
    folder = _tree(tmp_path)
    seen = [code_digest([folder])]
    (folder / "a.py").write_text("x = 2\n")
    seen.append(code_digest([folder]))
    (folder / "inner" / "b.toml").rename(folder / "inner" / "c.toml")
    seen.append(code_digest([folder]))
    (folder / "page.j2").write_text("")
    seen.append(code_digest([folder]))
    assert len(set(seen)) == 4


def test_compiled_files_and_notes_do_not(tmp_path: Path) -> None:
    folder = _tree(tmp_path)
    before = code_digest([folder])
    (folder / "a.cpython-311.pyc").write_bytes(b"x")
    (folder / "notes.md").write_text("x")
    assert code_digest([folder]) == before
