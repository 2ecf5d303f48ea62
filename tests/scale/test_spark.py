"""``pay --engine spark`` says, byte for byte, what ``pay`` says on one machine; one session for all of it."""

import json
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from openlet.cli import main, spark_pay
from openlet.contracts.reading import read_contracts
from openlet.ilr.opening import Unreadable
from openlet.invented import generate
from openlet.payments.ledger import read_ledger
from openlet.scale import spark_session as sessions
from openlet.scale.spark_runs import SparkPay, _sources, pay_on_spark, write_parquet
from openlet.scale.spark_session import NoSpark, spark_session
from openlet.scale.stage_one import open_file
from openlet.spec.years import year_of
from tests import make

ENGINES = ("local", "spark")
GONE = "--complete-return"
QUICKLY = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xss4m"  # for a program that runs for some seconds only


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("JDK_JAVA_OPTIONS", QUICKLY)
            with spark_session("local[2]") as session:
                session.conf.set("spark.sql.shuffle.partitions", "2")
                yield session
    except NoSpark as why:
        warnings.warn(f"NOTHING IS TESTED ON SPARK: {why}", stacklevel=1)
        pytest.skip(str(why))


@pytest.fixture(scope="module")
def returns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns of two years by the same providers, whose learners meet; one in a ZIP's place of its own."""
    folder = tmp_path_factory.mktemp("spark") / "in"
    for at, year in enumerate(("2023-24", "2024-25")):
        generate(folder / "b" if at else folder, 60, 2, year_of(year), 5)
    return folder


@pytest.fixture(scope="module")
def later(returns: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same returns made again, without the last half of the learners of each."""
    folder = tmp_path_factory.mktemp("later")
    for path in files(returns):
        head, *learners = re.split(r"(?=  <Learner>)", Path(path).read_text(encoding="utf-8"))
        text = head + "".join(learners[: len(learners) // 2]) + "</Message>\n"
        (folder / Path(path).name).write_text(text, encoding="utf-8")
    return folder


def files(folder: Path) -> list[str]:
    return sorted(map(str, folder.rglob("*.xml")))


def pay(named: list[str], folder: Path, tmp: Path, engine: str, form: str, *more: str) -> tuple[int, bytes]:
    """The exit status and what is written."""
    out = tmp / f"{engine}.{form}"
    contracts = sorted(map(str, folder.glob("*.toml")))
    status = main(
        ["pay", *named, "--contract", *contracts, "--format", form, "--out", str(out), "--engine", engine, *more]
    )
    return status, out.read_bytes() if out.exists() else b""


def test_spark_says_what_one_machine_says(
    spark: Any, returns: Path, later: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two runs into one ledger: first as CSV, then with a part of the learners gone and the answers as Parquet."""
    ledgers = [tmp_path / "local.jsonl", tmp_path / "spark.jsonl"]
    first = ("--as-of", "2024-10-01")  # those of the second year come later, and are left out
    ran: list[SparkPay] = []
    one = [
        pay(named, returns, tmp_path, engine, "csv", "--ledger", str(ledger), *first)
        for named, engine, ledger in zip((files(returns), [str(returns)]), ENGINES, ledgers, strict=True)
    ]
    assert one[0] == one[1]
    notes = [line for line in capsys.readouterr().err.splitlines() if "left out" in line]
    assert notes[: len(notes) // 2] == [line.replace("b/", "") for line in notes[len(notes) // 2 :]] != []
    status, written = pay(files(later), returns, tmp_path, "local", "json", "--ledger", str(ledgers[0]), GONE)
    wanted = json.loads(written)
    assert wanted["sign_off"], "nothing goes back, so the ledger was not put to the test"

    def kept(*said: Any) -> SparkPay:
        ran.append(pay_on_spark(*said))
        return ran[0]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spark_pay, "pay_on_spark", kept)
        answers = str(tmp_path / "answers")
        more = ("--ledger", str(ledgers[1]), GONE, "--parquet", answers)
        shown = pay([str(later)], returns, tmp_path, "spark", "text", *more)
    assert shown[0] == status
    assert b"Totals in pounds" in shown[1]
    assert b"bootcamp " not in shown[1].partition(b"To be signed off")[0]
    assert wanted["totals"] == ran[0].sums.totals(read_contracts(sorted(returns.glob("*.toml"))))
    assert json.loads(b"[" + b"".join(ran[0].text("sign_off")) + b"]") == wanted["sign_off"]
    entries = b"".join(ran[0].text("entry"))
    assert entries in written
    assert list(map(json.loads, parquet.read_table(answers).column("entry").to_pylist())) == wanted["bootcamps"]
    with pytest.raises(Unreadable, match="exists already"):
        write_parquet(ran[0], answers)
    assert read_ledger(ledgers[0]).entries == read_ledger(ledgers[1]).entries


def test_a_file_that_cannot_be_read_is_named(
    spark: Any, returns: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.xml").write_text(make.xml([make.learner()]), encoding="utf-8")
    (tmp_path / "in" / "torn.xml").write_text(make.xml([make.learner()])[:-100], encoding="utf-8")
    status, out = pay([str(tmp_path / "in")], returns, tmp_path, "spark", "json")
    assert (status, out) == (2, b"")
    assert "torn.xml, line" in capsys.readouterr().err
    assert pay([str(tmp_path / "nowhere")], returns, tmp_path, "spark", "json")[0] == 2
    assert "Check the name" in capsys.readouterr().err


def test_content_of_an_object_store_is_a_file_with_its_name() -> None:
    text = make.xml([make.learner()])
    row = {"path": "s3a://bucket/in/sub/ILR-1.xml", "content": text.encode()}
    (source,) = _sources(iter([pa.RecordBatch.from_pylist([row])]), ["s3a://other", "s3a://bucket/in"])
    assert (source.name, source.xml_name) == ("sub/ILR-1.xml", "ILR-1.xml")
    assert open_file(source).ukprn == make.UKPRN


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--engine", "spark", "-"], "standard input"),
        (["--master", "yarn", "a.xml"], "Add --engine spark"),
        (["--parquet", "x", "a.xml"], "Add --engine spark"),
        (["--engine", "spark", "--parquet", "/", "a.xml"], "exists already"),
    ],
)
def test_what_is_asked_must_fit(
    options: list[str], why: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "c.toml").write_text(make.CONTRACT, encoding="utf-8")
    assert main(["pay", *options, "--contract", str(tmp_path / "c.toml")]) == 2
    assert why in capsys.readouterr().err


def test_without_java_or_pyspark_there_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(NoSpark, match=r"needs Java 17 or newer, and there is none in JAVA_HOME.*openjdk-17"):
        sessions._java()
    monkeypatch.delenv("JAVA_HOME")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoSpark, match=r"no java was found"):
        sessions._java()
    monkeypatch.setitem(__import__("sys").modules, "pyspark.sql", None)
    with pytest.raises(NoSpark, match=r"is not installed.*openlet\[spark\]"):
        sessions._pyspark()
