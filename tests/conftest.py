"""One Spark for all tests that need one, since it takes half a minute to start; and which tests share a process."""

import functools
from collections.abc import Callable
from pathlib import Path

import ibis
import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from fraudpipe.adapters.spark_engine import SparkEngine
from fraudpipe.featuring.frame import COLUMNS

# Small tables: to compile a plan takes longer than to interpret it.
_INTERPRETED = {
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.shuffle.partitions": "2",
    "spark.buffer.pageSize": "64k",
    "spark.driver.extraJavaOptions": "-Duser.timezone=UTC -XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
}


class _ByFile(LoadScopeScheduling):
    """A file goes to one process, and all of Spark to one, since a Spark for each would be half the memory."""

    def _split_scope(self, nodeid: str) -> str:
        # xdist 3.8's own groups are lost since pytest 9.2: what it appends to the id of a test is not read any more.
        file = nodeid.partition("::")[0]
        return "spark" if _uses_spark(self.config.rootpath / file) else file


@functools.cache
def _uses_spark(path: Path) -> bool:
    return path.is_file() and "spark_engine" in path.read_text("utf-8")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """Where processes share the tests."""
    return _ByFile(config, log)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What needs Spark goes first, then what is slow: the long files must not be the last ones."""
    spark = {item.path for item in items if _uses_spark(item.path)}
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: (item.path not in spark, item.path not in slow))


def pytest_unconfigure() -> None:
    """Lets go of the DuckDB that Ibis keeps for rows from memory: at exit it would print a page of what it leaked."""
    if ibis.options.default_backend is not None:
        ibis.options.default_backend.disconnect()
        ibis.options.default_backend = None


@pytest.fixture(scope="session")
def spark_engine(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], SparkEngine]:
    """Makes an engine on the Spark of these tests."""
    folder = tmp_path_factory.mktemp("spark")
    return lambda: SparkEngine(COLUMNS, spill_dir=folder, master="local[2]", memory_gb=2, options=_INTERPRETED)
