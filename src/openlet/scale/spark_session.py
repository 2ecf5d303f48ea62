"""A Spark session for a run, or one clear sentence on why there is none.

PySpark and Java are only asked for here and in ``spark_runs``. ``pip install "openlet[spark]"`` brings PySpark; Java 17
or newer must be on the machine.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

LOCAL = "local"
LOGGING = (Path(__file__).parent / "log4j2.properties").as_uri()
SETTINGS = {
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.files.maxPartitionBytes": "16m",  # of files to one task, so that no core waits for others
    "spark.sql.execution.arrow.maxBytesPerBatch": "64m",  # of files to one batch, where their content is sent
}
OF_OWN_MACHINE = {
    "spark.ui.enabled": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.shuffle.partitions": "8",
    "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={LOGGING}",
}


class NoSpark(Exception):
    """Spark cannot be used; the text is one sentence for the user."""


@contextmanager
def spark_session(master: str | None) -> Iterator[Any]:
    """A ``SparkSession`` for the time of a run. Raises ``NoSpark``.

    Without a master it is the one that ``spark-submit`` or Spark's own settings name, or else all cores of this
    machine. One that is running already is used, and left running.
    """
    pyspark = _pyspark()
    _java()
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = pyspark.sql.SparkSession.builder.appName("openlet")
    chosen = master or pyspark.SparkConf().get("spark.master", "local[*]")
    if chosen.startswith(LOCAL):
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    for name, value in (SETTINGS | (OF_OWN_MACHINE if chosen.startswith(LOCAL) else {})).items():
        builder = builder.config(name, value)
    running = pyspark.sql.SparkSession.getActiveSession()
    try:
        session = builder.getOrCreate() if running is not None else builder.master(chosen).getOrCreate()
    except Exception as error:
        raise NoSpark(_why_not(chosen, error)) from None
    try:
        yield session
    finally:
        if running is None:
            session.stop()


def _pyspark() -> Any:
    try:
        import pandas  # noqa: F401  # PySpark's Arrow functions ask for it
        import pyspark.sql
    except ImportError as error:
        raise NoSpark(
            f"The engine spark needs PySpark and pandas, and {error.name} is not installed. Install them with: pip "
            'install "openlet[spark]"'
        ) from None
    return pyspark


def _java() -> None:
    home = os.environ.get("JAVA_HOME")
    found = (Path(home) / "bin" / "java").exists() if home else shutil.which("java") is not None
    if not found:
        where = f"there is none in JAVA_HOME ({home})" if home else "no java was found"
        raise NoSpark(
            f"The engine spark needs Java 17 or newer, and {where}. Install it (on Debian and Ubuntu: apt-get install "
            "openjdk-17-jre-headless), or use the engine local."
        )


def _why_not(master: str, error: Exception) -> str:
    if "JAVA_GATEWAY_EXITED" in str(error):
        return (
            "Spark could not be started: it needs Java 17 or newer. See what java -version says and install "
            "openjdk-17-jre-headless, or use the engine local."
        )
    return (
        f"Spark could not be started with the master {master} ({type(error).__name__}). Check --master and the cluster."
    )
