"""Where model files lie: inside the wheels of installed packages."""

import importlib.util
from pathlib import Path

from fraudpipe.errors import DependencyError


def package_folder(package: str) -> Path:
    """The folder of an installed package, found without importing it.

    Raises:
        DependencyError: It is not installed.
    """
    found = importlib.util.find_spec(package)
    if found is None or found.origin is None:
        msg = f"package {package} is missing; install fraudpipe's dependencies again"
        raise DependencyError(msg)
    return Path(found.origin).parent


def needed(file: Path) -> Path:
    """The file itself.

    Raises:
        DependencyError: It is not there.
    """
    if not file.is_file():
        msg = f"model file {file.name} is missing from its package; install fraudpipe's dependencies again"
        raise DependencyError(msg)
    return file
