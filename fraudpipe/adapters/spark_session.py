"""The one Spark of this process: started on first use, quiet, in UTC. Needs fraudpipe[spark] and Java."""

import importlib.util
import logging
import subprocess
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fraudpipe.errors import ContractError, DependencyError

_log = logging.getLogger(__name__)
_PYSPARK_LOG = "SQLQueryContextLogger"
"""Prints every plan that fails, of hundreds of lines, before the error is told."""

_STARTED_WITH: Mapping[str, str] = {
    "spark.app.name": "fraudpipe",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "WARN",
    "spark.sql.catalogImplementation": "in-memory",
    "spark.driver.maxResultSize": "0",
    # A night's plan sorts hundreds of small tables at once: large pages for each of them would fill the memory.
    "spark.buffer.pageSize": "1m",
    "spark.driver.extraJavaOptions": "-Duser.timezone=UTC",
    "spark.executor.extraJavaOptions": "-Duser.timezone=UTC",
}
_LOCAL: Mapping[str, str] = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.shuffle.partitions": "8",
}
_EVERY_SESSION: Mapping[str, str] = {
    "spark.sql.session.timeZone": "UTC",
    # Overflow and division by zero are errors here as in DuckDB, never a silent null.
    "spark.sql.ansi.enabled": "true",
    # Spark 4 looks for a union's constraints among columns that a checkpoint has dropped, and fails.
    "spark.sql.constraintPropagation.enabled": "false",
}


def open_session(master: str, *, memory_gb: int, folder: Path, options: Mapping[str, str] | None = None) -> Any:
    """A session of its own over the Spark of this process: views and settings are shared with nobody.

    The first call decides about master and memory; a Spark that runs here already, such as a notebook's, is used.

    Args:
        master: local[*], or the address of a cluster.
        memory_gb: What the driver may take.
        folder: Where a local Spark spills; `spark.log` there takes what Spark and Java have to say.
        options: Further Spark settings for the start.

    Raises:
        DependencyError: pyspark or Java is missing, or Spark does not start.
    """
    if importlib.util.find_spec("pyspark") is None:
        msg = (
            "features.engine is spark, and package pyspark is missing; install it with: pip install 'fraudpipe[spark]'"
        )
        raise DependencyError(msg)
    with quiet():
        from pyspark.sql import SparkSession

        running = SparkSession.getActiveSession() or _start(master, memory_gb, folder, dict(options or {}))
        session = running.newSession()
        for name, value in _EVERY_SESSION.items():
            session.conf.set(name, value)
    return session


def _start(master: str, memory_gb: int, folder: Path, options: Mapping[str, str]) -> Any:
    from pyspark import SparkConf, SparkContext
    from pyspark.errors import PySparkException
    from pyspark.java_gateway import launch_gateway
    from pyspark.sql import SparkSession

    folder.mkdir(parents=True, exist_ok=True)
    local = {**_LOCAL, "spark.local.dir": str(folder)} if master.startswith("local") else {}
    chosen = {**_STARTED_WITH, **local, "spark.driver.memory": f"{memory_gb}g", "spark.master": master, **options}
    conf = SparkConf().setAll(list(chosen.items()))
    log = folder / "spark.log"
    try:
        with log.open("wb") as told:
            streams = {"stderr": told, "stdout": subprocess.DEVNULL}
            gateway = launch_gateway(conf, streams)  # type: ignore[no-untyped-call]
        return SparkSession(SparkContext(conf=conf, gateway=gateway))
    except (PySparkException, OSError, _java_error()) as error:
        msg = (
            f"Spark does not start with spark_master {master}; it needs Java 17 or later (on Debian: apt-get install "
            f"default-jre-headless). {first_line(error)} What Spark itself says: {log}"
        )
        raise DependencyError(msg) from None


def _java_error() -> type[Exception]:
    from py4j.protocol import Py4JError

    kind: type[Exception] = Py4JError
    return kind


@contextmanager
def spark_border() -> Iterator[None]:
    """Spark's errors stop here, and so do its warnings about versions of pandas that it does not use here.

    Raises:
        ContractError: Spark could not compute something; the message is Spark's first line.
    """
    from pyspark.errors import PySparkException

    with quiet():
        try:
            yield
        except (PySparkException, _java_error()) as error:
            _log.debug("Spark failed", exc_info=error)
            msg = f"the engine could not compute this: {first_line(error)}"
            raise ContractError(msg) from error


def first_line(error: Exception) -> str:
    """The first line of a message; Java's go on with hundreds of lines."""
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__


@contextmanager
def quiet() -> Iterator[None]:
    """Leaves out what pyspark warns about when it is imported."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        warnings.simplefilter("ignore", DeprecationWarning)
        warnings.simplefilter("ignore", UserWarning)
        logging.getLogger(_PYSPARK_LOG).disabled = True
        yield
