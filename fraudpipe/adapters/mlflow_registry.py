"""MLflow on SQLite as tracking store and model registry of one workspace.

    WORKSPACE/mlflow.db                       runs, metrics, versions, aliases; opened by `mlflow ui` as it is
    WORKSPACE/mlartifacts/<run>/artifacts/    model/ with the files that a night loads, requirements.txt beside it

Training sets the alias challenger, promotion the alias champion. A promotion records the SHA-256 over the model's
files as a tag of the version; a night loads those files as text and refuses them when the digest differs. Nothing is
unpickled.
"""

import hashlib
import logging
import os
import sqlite3
import tempfile
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fraudpipe.errors import ContractError, NotFoundError

if TYPE_CHECKING:
    from mlflow import MlflowClient

_FOLDER = "fraudpipe.folder"
_DIGEST = "fraudpipe.sha256"
_CHAMPION = "champion"
_CHALLENGER = "challenger"
_FIND_CHAMPION = """
    select alias.version, tag.key, tag.value
    from registered_model_aliases alias
    left join model_version_tags tag on tag.name = alias.name and tag.version = alias.version
    where alias.name = ? and alias.alias = 'champion'
"""
_FIND_PROMOTED = """
    select tag.name, tag.version, folder.value
    from model_version_tags tag
    left join model_version_tags folder
        on folder.name = tag.name and folder.version = tag.version and folder.key = 'fraudpipe.folder'
    where tag.key = 'fraudpipe.sha256' and tag.value = ? order by tag.version
"""


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """A promoted model as a night loads it.

    Attributes:
        name: Its registered name.
        version: Its version in the registry.
        digest: SHA-256 over its files, as recorded when it was promoted.
        files: File name to text.
    """

    name: str
    version: int
    digest: str
    files: Mapping[str, str]

    @property
    def label(self) -> str:
        """Name and version as people say them."""
        return f"{self.name} v{self.version}"


class MlflowRegistry:
    """Models and their versions in one workspace.

    Args:
        workspace: Its folder.
    """

    def __init__(self, workspace: Path) -> None:
        self._workspace = workspace.resolve()
        self._database = self._workspace / "mlflow.db"

    def log_and_register(
        self,
        name: str,
        *,
        parameters: Mapping[str, str | int | float],
        metrics: Mapping[str, float],
        files: Mapping[str, str],
        pip_requirements: Sequence[str],
    ) -> int:
        """Logs a training run, registers its model and makes it the challenger; returns the version.

        Args:
            name: Registered name; the experiment has the same.
            parameters: What the model was made with.
            metrics: Figures by name.
            files: The model: file name to text.
            pip_requirements: What it takes to load it, as pip writes it; MLflow would need half a minute to guess.
        """
        with _quiet(), tempfile.TemporaryDirectory() as scratch:
            client = self._client()
            run = client.create_run(self._experiment(client, name), run_name=f"train {name}")
            run_id = run.info.run_id
            for key, value in parameters.items():
                client.log_param(run_id, key, value)
            for key, number in metrics.items():
                client.log_metric(run_id, key, number)
            model = Path(scratch) / "model"
            model.mkdir()
            for file_name, text in files.items():
                (model / file_name).write_text(text, "utf-8")
            requirements = Path(scratch) / "requirements.txt"
            requirements.write_text("\n".join(pip_requirements) + "\n", "utf-8")
            client.log_artifacts(run_id, str(model), "model")
            client.log_artifact(run_id, str(requirements))
            client.set_terminated(run_id)
            if not client.search_registered_models(f"name = '{name}'"):
                client.create_registered_model(name)
            folder = Path(run.info.artifact_uri.removeprefix("file://")) / "model"
            made = client.create_model_version(name, folder.as_uri(), run_id)
            # Relative, so that a workspace can be moved or restored elsewhere.
            client.set_model_version_tag(name, made.version, _FOLDER, str(folder.relative_to(self._workspace)))
            client.set_registered_model_alias(name, _CHALLENGER, made.version)
        return int(made.version)

    def promote(self, name: str, version: int | None = None) -> ModelFiles:
        """Makes a version the champion, the challenger unless one is named, and records the digest of its files.

        Raises:
            NotFoundError: There is no such model or version.
            ContractError: A version that was promoted before no longer has the files it had then.
        """
        if not self._database.is_file():
            msg = f"no model was trained in {self._workspace}; run: fraudpipe train {name}"
            raise NotFoundError(msg)
        with _quiet():
            from mlflow.exceptions import MlflowException

            client = self._client()
            try:
                found = (
                    client.get_model_version_by_alias(name, _CHALLENGER)
                    if version is None
                    else client.get_model_version(name, str(version))
                )
            except MlflowException:
                wanted = "a trained version" if version is None else f"a version {version}"
                msg = f"model {name!r} has not {wanted} in {self._workspace}; run: fraudpipe train {name}"
                raise NotFoundError(msg) from None
            files = self._files(name, int(found.version), found.tags.get(_FOLDER))
            digest = files_digest(files)
            recorded = found.tags.get(_DIGEST)
            if recorded is not None and recorded != digest:
                raise _changed(name, int(found.version))
            client.set_model_version_tag(name, found.version, _DIGEST, digest)
            client.set_registered_model_alias(name, _CHAMPION, found.version)
        return ModelFiles(name, int(found.version), digest, files)

    def champion(self, name: str) -> ModelFiles | None:
        """The promoted model, or None when there is none: a cold start.

        Reads the registry's database itself: importing MLflow takes longer than all the rest of scoring a small night.

        Raises:
            ContractError: Its files are not the ones that were promoted, or it was not promoted by fraudpipe.
        """
        if not self._database.is_file():
            return None
        rows = self._query(_FIND_CHAMPION, name)
        if not rows:
            return None
        version = int(rows[0][0])
        tags = {key: value for _, key, value in rows}
        if _DIGEST not in tags:
            msg = f"{name} v{version} is champion without a recorded digest; promote it: fraudpipe promote {name}"
            raise ContractError(msg)
        files = self._files(name, version, tags.get(_FOLDER))
        if files_digest(files) != tags[_DIGEST]:
            raise _changed(name, version)
        return ModelFiles(name, version, tags[_DIGEST], files)

    def promoted(self, digest: str) -> Mapping[str, str]:
        """The files of the version that was promoted with this digest, whether it is champion still or not.

        Raises:
            ContractError: There is none in this workspace, or its files have changed.
        """
        rows = self._query(_FIND_PROMOTED, digest) if self._database.is_file() else []
        if not rows:
            msg = f"no model with the digest {digest[:12]}… was promoted in {self._workspace}; restore the registry"
            raise ContractError(msg)
        name, version, folder = rows[0]
        files = self._files(name, int(version), folder)
        if files_digest(files) != digest:
            raise _changed(name, int(version))
        return files

    def _query(self, statement: str, value: str) -> list[tuple[str, ...]]:
        try:
            with closing(sqlite3.connect(f"{self._database.as_uri()}?mode=ro", uri=True)) as connection:
                return connection.execute(statement, (value,)).fetchall()
        except sqlite3.Error as error:
            msg = f"the model registry {self._database} cannot be read: {error}"
            raise ContractError(msg) from None

    def _files(self, name: str, version: int, folder: str | None) -> dict[str, str]:
        place = self._workspace / (folder or "")
        found = sorted(path for path in place.iterdir() if path.is_file()) if folder and place.is_dir() else []
        if not found:
            msg = f"the files of {name} v{version} are missing; train it again: fraudpipe train {name}"
            raise ContractError(msg)
        try:
            return {path.name: path.read_text("utf-8") for path in found}
        except UnicodeDecodeError:
            raise _changed(name, version) from None

    def _client(self) -> "MlflowClient":
        """Imported here because MLflow takes 5 seconds of CPU, which a night and `--help` do not need."""
        os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"
        os.environ["MLFLOW_LOGGING_LEVEL"] = "ERROR"  # MLflow sets its level when it is imported
        from mlflow import MlflowClient

        self._workspace.mkdir(parents=True, exist_ok=True)
        if not self._database.is_file():
            # MLflow builds its tables in steps that a kill would leave half done: build beside, then rename.
            partial = self._database.with_name(".mlflow.db.partial")
            partial.unlink(missing_ok=True)
            MlflowClient(tracking_uri=f"sqlite:///{partial}", registry_uri=f"sqlite:///{partial}").search_experiments()
            partial.replace(self._database)
        uri = f"sqlite:///{self._database}"
        return MlflowClient(tracking_uri=uri, registry_uri=uri)

    def _experiment(self, client: "MlflowClient", name: str) -> str:
        known = client.get_experiment_by_name(name)
        if known is not None:
            return str(known.experiment_id)
        return str(client.create_experiment(name, (self._workspace / "mlartifacts").as_uri()))


def files_digest(files: Mapping[str, str]) -> str:
    """SHA-256 over names and contents, in order of the names."""
    digest = hashlib.sha256()
    for name in sorted(files):
        content = files[name].encode()
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _changed(name: str, version: int) -> ContractError:
    return ContractError(
        f"the files of {name} v{version} are not the ones that were promoted; "
        f"restore them, or train and promote again: fraudpipe train {name}"
    )


@contextmanager
def _quiet() -> Iterator[None]:
    """MLflow and Alembic tell every migration step and deprecate their own calls; only errors concern the operator."""
    loggers = [logging.getLogger(name) for name in ("mlflow", "alembic")]
    levels = [one.level for one in loggers]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for one in loggers:
            one.setLevel(logging.ERROR)
        try:
            yield
        finally:
            for one, level in zip(loggers, levels, strict=True):
                one.setLevel(level)
