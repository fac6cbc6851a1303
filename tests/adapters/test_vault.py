import os
import stat
from pathlib import Path

import pytest

from fraudpipe.adapters.vault import Vault
from fraudpipe.errors import ContractError, DependencyError, NotFoundError

SECRET = "模拟甲子 13900001234".encode()


@pytest.fixture
def vault(tmp_path: Path):
    opened = Vault(tmp_path / "vault", tmp_path / "keys")
    yield opened
    opened.close()


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_what_is_sealed_comes_back_and_can_be_replaced(vault: Vault) -> None:
    assert vault.seal("member", [("m1", "m1", SECRET), ("m2", "m2", b"")]) == 2
    assert vault.open("member", "m1") == SECRET
    assert vault.open("member", "m2") == b""
    assert vault.open("doctor", "m1") is None
    assert (vault.has("member", "m1"), vault.has("member", "m3")) == (True, False)
    vault.seal("member", [("m1", "m1", b"later")])
    assert dict(vault.open_many("member", ["m3", "m1"])) == {"m1": b"later"}


def test_pages_and_what_was_set_aside_come_back(vault: Vault) -> None:
    vault.seal_page("p1", "m1", SECRET)
    vault.seal_aside("n1.claims", SECRET)
    assert vault.open_page("p1") == SECRET
    assert vault.open_aside("n1.claims") == SECRET
    with pytest.raises(NotFoundError, match="p2"):
        vault.open_page("p2")
    with pytest.raises(NotFoundError, match=r"n1\.members"):
        vault.open_aside("n1.members")


def test_a_second_process_with_the_same_key_reads_it(vault: Vault, tmp_path: Path) -> None:
    vault.seal("member", [("m1", "m1", SECRET)])
    again = Vault(tmp_path / "vault", tmp_path / "keys")
    assert again.open("member", "m1") == SECRET
    assert again.keyed_hash("phone", "1") == vault.keyed_hash("phone", "1")
    again.close()


def test_nothing_lies_there_in_plain_text_and_nobody_else_may_look(vault: Vault, tmp_path: Path) -> None:
    vault.seal("member", [("m1", "m1", SECRET)])
    vault.seal_page("p1", "m1", SECRET)
    vault.seal_aside("n1", SECRET)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) >= 4
    for path in files:
        assert SECRET not in path.read_bytes()
        assert _mode(path) == 0o600, path
    assert _mode(tmp_path / "vault") == _mode(tmp_path / "keys") == 0o700


@pytest.mark.parametrize("place", ["page", "aside", "sealed", "key"])
def test_altered_bytes_are_noticed(vault: Vault, tmp_path: Path, place: str) -> None:
    vault.seal("member", [("m1", "m1", SECRET)])
    vault.seal_page("p1", "m1", SECRET)
    vault.seal_aside("n1", SECRET)
    if place in ("page", "aside"):
        (path,) = (tmp_path / "vault" / ("pages" if place == "page" else "aside")).rglob("*.bin")
        content = bytearray(path.read_bytes())
        content[-20] ^= 1
        path.write_bytes(content)
    else:
        table, column = ("sealed", "content") if place == "sealed" else ("data_keys", "wrapped")
        (content,) = vault._store.execute(f"select {column} from {table}").fetchone()  # noqa: S608
        vault._store.execute(f"update {table} set {column} = ?", (content[:-1] + bytes([content[-1] ^ 1]),))  # noqa: S608
    fresh = Vault(tmp_path / "vault", tmp_path / "keys")
    opens = {
        "page": lambda: fresh.open_page("p1"),
        "aside": lambda: fresh.open_aside("n1"),
        "sealed": lambda: fresh.open("member", "m1"),
        "key": lambda: fresh.open("member", "m1"),
    }
    with pytest.raises(ContractError, match="altered"):
        opens[place]()
    fresh.close()


def test_sealed_content_cannot_be_moved_to_another_name(vault: Vault) -> None:
    vault.seal("member", [("m1", "m1", SECRET)])
    vault._store.execute("update sealed set name = 'm9'")
    with pytest.raises(ContractError):
        vault.open("member", "m9")


def test_an_erased_member_is_gone_for_good(vault: Vault, tmp_path: Path) -> None:
    vault.seal("member", [("m1", "m1", SECRET), ("m2", "m2", SECRET)])
    vault.seal("reading", [("p1", "m1", SECRET)])
    vault.seal_page("p1", "m1", SECRET)
    (wrapped,) = vault._store.execute("select wrapped from data_keys where member_id = 'm1'").fetchone()
    assert vault.erased(["m1", "m2"]) == set()
    assert vault.erase_member("m1")
    assert vault.erased(iter(["m1", "m2"])) == {"m1"}
    for one in (vault, Vault(tmp_path / "vault", tmp_path / "keys")):
        assert one.open("member", "m1") is None
        assert one.open("reading", "p1") is None
        with pytest.raises(NotFoundError):
            one.open_page("p1")
        assert one.open("member", "m2") == SECRET
        assert not one.erase_member("m1"), "opening must not give an erased member a new key"
    one.close()
    assert all(wrapped not in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_keyed_hashes_are_equal_for_equal_kind_and_value_under_one_key_alone(vault: Vault, tmp_path: Path) -> None:
    other = Vault(tmp_path / "other", tmp_path / "other-keys")
    digest = vault.keyed_hash("phone", "13900001234")
    assert digest == vault.keyed_hash("phone", "13900001234")
    assert len({digest, vault.keyed_hash("device", "13900001234"), vault.keyed_hash("phone", "13900001235")}) == 3
    assert digest != other.keyed_hash("phone", "13900001234")
    other.close()


def test_a_failure_while_sealing_leaves_nothing_half_done(vault: Vault) -> None:
    def rows():
        yield "m1", "m1", SECRET
        raise KeyError("m2")

    with pytest.raises(KeyError):
        vault.seal("member", rows())
    assert vault.open("member", "m1") is None
    vault.seal("member", [("m1", "m1", SECRET)])
    assert vault.open("member", "m1") == SECRET


def test_the_key_is_private_and_a_key_that_is_not_is_refused(vault: Vault, tmp_path: Path) -> None:
    key = tmp_path / "keys" / "master.key"
    assert _mode(key) == 0o600
    key.chmod(0o640)
    with pytest.raises(ContractError, match="chmod 600"):
        Vault(tmp_path / "vault", tmp_path / "keys")


def test_a_vault_without_its_key_is_not_given_a_new_one(vault: Vault, tmp_path: Path) -> None:
    (tmp_path / "keys" / "master.key").unlink()
    with pytest.raises(DependencyError, match="backup"):
        Vault(tmp_path / "vault", tmp_path / "keys")
    assert not (tmp_path / "keys" / "master.key").exists()


def test_a_key_of_another_length_is_refused(tmp_path: Path) -> None:
    (tmp_path / "keys").mkdir()
    key = tmp_path / "keys" / "master.key"
    key.write_bytes(b"short")
    key.chmod(0o600)
    with pytest.raises(ContractError, match="5 bytes"):
        Vault(tmp_path / "vault", tmp_path / "keys")


def test_another_key_opens_nothing(vault: Vault, tmp_path: Path) -> None:
    vault.seal("member", [("m1", "m1", SECRET)])
    key = tmp_path / "keys" / "master.key"
    key.write_bytes(os.urandom(32))
    other = Vault(tmp_path / "vault", tmp_path / "keys")
    with pytest.raises(ContractError, match="another key"):
        other.open("member", "m1")
    other.close()
