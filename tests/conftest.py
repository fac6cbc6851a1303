"""One Spark for all tests that need one, since it takes half a minute to start; and which tests share a process."""

from collections.abc import Callable

import pytest

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


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where processes share the tests: a file goes to one of them, all of Spark to one, and what is slow goes first."""
    spark = {item.path for item in items if "spark_engine" in getattr(item, "fixturenames", ())}
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    for item in items:
        item.add_marker(pytest.mark.xdist_group("spark" if item.path in spark else item.path.stem))
    items.sort(key=lambda item: (item.path not in spark, item.path not in slow))


@pytest.fixture(scope="session")
def spark_engine(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], SparkEngine]:
    """Makes an engine on the Spark of these tests."""
    folder = tmp_path_factory.mktemp("spark")
    return lambda: SparkEngine(COLUMNS, spill_dir=folder, master="local[2]", memory_gb=2, options=_INTERPRETED)
