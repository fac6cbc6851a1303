"""A project: features and models that data scientists own. The wheel ships a copy of the default one."""

import importlib
import importlib.util
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import fraudpipe
from fraudpipe.errors import ContractError, NotFoundError, did_you_mean
from fraudpipe.featuring.catalogue import Catalogue
from fraudpipe.modelling.spec import ModelSpec, parse_spec


@dataclass(frozen=True)
class Project:
    """What was loaded from a project folder.

    Attributes:
        folder: Where it lies.
        catalogue: Its features.
    """

    folder: Path
    catalogue: Catalogue

    def models(self) -> tuple[str, ...]:
        """Names of the models, sorted."""
        return tuple(sorted(path.parent.name for path in (self.folder / "models").glob("*/model.toml")))

    def spec(self, name: str) -> ModelSpec:
        """The description of a model.

        Raises:
            NotFoundError: There is no such model.
            UserError: Its model.toml is wrong.
        """
        path = self.folder / "models" / name / "model.toml"
        if name not in self.models():
            msg = f"{self.folder / 'models'} holds no model {name!r}.{did_you_mean(name, self.models())}"
            raise NotFoundError(msg)
        spec = parse_spec(path.read_text("utf-8"), [one.name for one in self.catalogue.features])
        if spec.name != name:
            msg = f"{path} calls its model {spec.name!r}; name it {name!r} like its folder"
            raise ContractError(msg)
        return spec


def default_project_dir() -> Path:
    """The repository that this package runs from, else the copy inside the installed package."""
    package = Path(fraudpipe.__file__).parent
    shipped = package / "project"
    return shipped if shipped.is_dir() else package.parent


def load_project(project_dir: Path | None = None) -> Project:
    """Features and models of a project folder.

    Args:
        project_dir: The folder that holds features/ and models/; the default project when None.

    Raises:
        NotFoundError: The folder has no features/__init__.py.
        ContractError: Another project's features are loaded in this process, or a feature breaks the rules.
    """
    folder = (project_dir or default_project_dir()).resolve()
    if not (folder / "features" / "__init__.py").is_file():
        msg = f"{folder} is no project: it has no features/__init__.py; name another with project_dir"
        raise NotFoundError(msg)
    module = _features(folder)
    if not hasattr(module, "FEATURES"):
        msg = f"{folder / 'features' / '__init__.py'} does not list FEATURES"
        raise ContractError(msg)
    return Project(folder, Catalogue(module.FEATURES))


def _features(folder: Path) -> ModuleType:
    """The package `features` of this folder. Its modules import one another by that name, so a process holds one."""
    place = folder / "features" / "__init__.py"
    loaded = sys.modules.get("features")
    if loaded is not None:
        if Path(str(loaded.__file__)).resolve() != place:
            msg = f"features of {Path(str(loaded.__file__)).parent.parent} are loaded; one process serves one project"
            raise ContractError(msg)
        return loaded
    spec = importlib.util.spec_from_file_location("features", place, submodule_search_locations=[str(place.parent)])
    if spec is None or spec.loader is None:
        msg = f"{place} cannot be loaded"
        raise ContractError(msg)
    module = importlib.util.module_from_spec(spec)
    sys.modules["features"] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules["features"]
        raise
    return module
