"""A digest of everything that decides what a stage writes: our own source files and the project's features."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

_ENDINGS = frozenset({".py", ".toml", ".csv", ".j2", ".json"})


def code_digest(folders: Iterable[Path]) -> str:
    """SHA-256 over the source files below `folders`, by relative name."""
    digest = sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix in _ENDINGS and path.is_file():
                digest.update(path.relative_to(folder).as_posix().encode())
                digest.update(sha256(path.read_bytes()).digest())
    return digest.hexdigest()
