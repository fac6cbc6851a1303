"""The vault: personal values, pages and raw readings, encrypted with one data key a member.

A data key is wrapped by the master key; both use AES-256-GCM. Erasing a member destroys the data key, and with it
everything that was sealed under it, wherever copies lie. The lake outside holds keyed hashes (HMAC-SHA256) only.
"""

import hmac
import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from fraudpipe.errors import ContractError, DependencyError, NotFoundError

_KEY_BYTES = 32
_NONCE_BYTES = 12
_SCHEMA = """
create table if not exists data_keys (member_id text primary key, wrapped blob not null) without rowid;
create table if not exists sealed (
    kind text not null, name text not null, member_id text not null, content blob not null, primary key (kind, name));
create index if not exists sealed_by_member on sealed (member_id);
"""


class Vault:
    """Everything that identifies somebody.

    Args:
        folder: Holds `vault.sqlite` and `pages/`; made when it is missing, mode 0700.
        key_dir: Holds `master.key`, made on first use with mode 0600.
    """

    def __init__(self, folder: Path, key_dir: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._folder = folder
        self._key_dir = key_dir
        master = _master_key(key_dir, folder)
        self._wrapping = AESGCM(_derived(master, b"wrap data keys"))
        self._own = AESGCM(_derived(master, b"seal what belongs to no member"))
        self._hashing = hmac.new(_derived(master, b"keyed hashes"), digestmod=sha256)
        self._keys: dict[str, AESGCM] = {}
        self._store = sqlite3.connect(folder / "vault.sqlite", isolation_level=None)
        (folder / "vault.sqlite").chmod(0o600)
        self._store.executescript(
            "pragma journal_mode=wal; pragma synchronous=normal; pragma secure_delete=on;" + _SCHEMA
        )

    def __reduce__(self) -> tuple[type["Vault"], tuple[Path, Path]]:
        """Another process opens the vault anew: no key and no connection is ever sent."""
        return (type(self), (self._folder, self._key_dir))

    def close(self) -> None:
        """Closes the store; the vault must not be used afterwards."""
        self._store.close()

    def keyed_hash(self, kind: str, value: str) -> str:
        """A hash that equals another's exactly when kind and value do, and that nobody without the key can guess."""
        begun = self._hashing.copy()  # a third of the time of beginning anew
        begun.update(f"{kind}\x1f{value}".encode())
        return begun.hexdigest()[:32]

    def seal(self, kind: str, rows: Iterable[tuple[str, str, bytes]]) -> int:
        """Seals (name, member_id, content) rows; a name that is there already is replaced. Returns their number."""
        self._store.execute("begin immediate")
        try:
            done = self._store.executemany(
                "replace into sealed values (?, ?, ?, ?)",
                (
                    (kind, name, member_id, _seal(self._key(member_id), zlib.compress(content, 1), f"{kind}/{name}"))
                    for name, member_id, content in rows
                ),
            )
        except BaseException:
            self._keys.clear()
            self._store.execute("rollback")
            raise
        self._store.execute("commit")
        return done.rowcount

    def open(self, kind: str, name: str) -> bytes | None:
        """What was sealed under this kind and name, or None."""
        row = self._store.execute(
            "select member_id, content from sealed where kind = ? and name = ?", (kind, name)
        ).fetchone()
        return None if row is None else zlib.decompress(_open(self._key(row[0]), row[1], f"{kind}/{name}"))

    def open_many(self, kind: str, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """(name, content) for those of `names` that are sealed under `kind`."""
        for name in names:
            content = self.open(kind, name)
            if content is not None:
                yield name, content

    def has(self, kind: str, name: str) -> bool:
        """Whether something is sealed under this kind and name."""
        found = self._store.execute("select 1 from sealed where kind = ? and name = ?", (kind, name)).fetchone()
        return found is not None

    def erased(self, members: Iterable[str]) -> set[str]:
        """Those of these members who have no data key: they were erased, or nothing was ever sealed of them."""
        some = set(members)
        return some - {one for (one,) in self._store.execute("select member_id from data_keys")} if some else some

    def seal_page(self, document_id: str, member_id: str, content: bytes) -> None:
        """Seals the file of a document; files are too large for the store and lie beside it."""
        path = self._page_path(document_id)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        owner = member_id.encode()
        sealed = _seal(self._key(member_id), content, f"page/{document_id}")
        _write_private(path, len(owner).to_bytes(2, "big") + owner + sealed)

    def open_page(self, document_id: str) -> bytes:
        """The file of a document, under the key of the member it came with.

        Raises:
            NotFoundError: No file was sealed for it, or its member was erased.
        """
        path = self._page_path(document_id)
        content = path.read_bytes() if path.is_file() else b"\0\0"
        end = 2 + int.from_bytes(content[:2], "big")
        key = self._known_key(content[2:end].decode("utf-8", "replace"))
        if key is None:
            msg = f"document {document_id} has no file in the vault"
            raise NotFoundError(msg)
        return _open(key, content[end:], f"page/{document_id}")

    def seal_aside(self, name: str, content: bytes) -> Path:
        """Seals what was refused and so belongs to no known member; returns where it lies."""
        path = self._folder / "aside" / f"{name}.bin"
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write_private(path, _seal(self._own, content, f"aside/{name}"))
        return path

    def open_aside(self, name: str) -> bytes:
        """What `seal_aside` sealed under this name.

        Raises:
            NotFoundError: Nothing was set aside under this name.
        """
        path = self._folder / "aside" / f"{name}.bin"
        if not path.is_file():
            msg = f"nothing was set aside under {name}"
            raise NotFoundError(msg)
        return _open(self._own, path.read_bytes(), f"aside/{name}")

    def erase_member(self, member_id: str) -> bool:
        """Destroys a member's data key and what was sealed under it. Returns whether there was one."""
        self._keys.pop(member_id, None)
        self._store.execute("begin immediate")
        self._store.execute("delete from sealed where member_id = ?", (member_id,))
        erased = self._store.execute("delete from data_keys where member_id = ?", (member_id,)).rowcount
        self._store.execute("commit")
        self._store.execute("pragma wal_checkpoint(truncate)")
        return bool(erased)

    def _key(self, member_id: str) -> AESGCM:
        """The member's data key, made when there is none: for sealing alone."""
        known = self._known_key(member_id)
        if known is not None:
            return known
        plain = AESGCM.generate_key(_KEY_BYTES * 8)
        wrapped = _seal(self._wrapping, plain, f"key/{member_id}")
        self._store.execute("insert into data_keys values (?, ?)", (member_id, wrapped))
        key = self._keys[member_id] = AESGCM(plain)
        return key

    def _known_key(self, member_id: str) -> AESGCM | None:
        if member_id not in self._keys:
            row = self._store.execute("select wrapped from data_keys where member_id = ?", (member_id,)).fetchone()
            if row is None:
                return None
            self._keys[member_id] = AESGCM(_open(self._wrapping, row[0], f"key/{member_id}"))
        return self._keys[member_id]

    def _page_path(self, document_id: str) -> Path:
        name = sha256(document_id.encode()).hexdigest()
        return self._folder / "pages" / name[:2] / f"{name}.bin"


def _master_key(key_dir: Path, folder: Path) -> bytes:
    path = key_dir / "master.key"
    if path.is_file():
        if path.stat().st_mode & 0o077:
            msg = f"{path} can be read by others; run: chmod 600 {path}"
            raise ContractError(msg)
        key = path.read_bytes()
        if len(key) != _KEY_BYTES:
            msg = f"{path} holds {len(key)} bytes, a master key has {_KEY_BYTES}; restore it from its backup"
            raise ContractError(msg)
        return key
    if (folder / "vault.sqlite").exists():
        msg = f"the vault exists but its master key {path} does not; restore the key from its backup"
        raise DependencyError(msg)
    key_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = os.urandom(_KEY_BYTES)
    _write_private(path, key)
    return key


def _derived(master: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=_KEY_BYTES, salt=None, info=b"fraudpipe: " + purpose).derive(master)


def _seal(key: AESGCM, content: bytes, place: str) -> bytes:
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + key.encrypt(nonce, content, place.encode())


def _open(key: AESGCM, sealed: bytes, place: str) -> bytes:
    try:
        return key.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], place.encode())
    except InvalidTag:
        msg = f"{place} in the vault was altered, or sealed under another key"
        raise ContractError(msg) from None


def _write_private(path: Path, content: bytes) -> None:
    partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
