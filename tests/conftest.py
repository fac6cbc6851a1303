"""One Spark for all tests that need one: it takes half a minute to start."""

from collections.abc import Callable

import pytest

from fraudpipe.adapters.spark_engine import SparkEngine
from fraudpipe.featuring.frame import COLUMNS

# Small tables: to compile a plan takes longer than to interpret it.
_INTERPRETED = {
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.constraintPropagation.enabled": "false",
    "spark.sql.shuffle.partitions": "2",
    "spark.buffer.pageSize": "64k",
    "spark.driver.extraJavaOptions": "-Duser.timezone=UTC -XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
}


@pytest.fixture(scope="session")
def spark_engine(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], SparkEngine]:
    """Makes an engine on the Spark of these tests."""
    folder = tmp_path_factory.mktemp("spark")
    return lambda: SparkEngine(COLUMNS, spill_dir=folder, master="local[2]", memory_gb=2, options=_INTERPRETED)
