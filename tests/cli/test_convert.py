"""``openlet convert``: what it writes, what it says, and that it writes whole or not at all."""

import csv
import io
import json
import os
import signal
import stat
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree

from openlet.cli import convert as convert_module
from openlet.cli import main
from openlet.ilr.opening import source
from openlet.ilr.reading import IlrFile
from openlet.ilr.records import Learner
from openlet.invented import generate
from openlet.spec.years import year_of
from tests import make
from tests.ilr.migrated import values
from tests.make import CONTRACT, aim, fams, finished, learner, milestone, progression, xml
from tests.reference import is_valid

PREPARED = ("--prepared", "2024-09-02")
BREAK: dict[str, Any] = {"CompStatus": 6, "LearnActEndDate": date(2024, 7, 10), "Outcome": 3}
SECRETS = ("Quatermass", "Zebedee", "AB123456C", "Kestrel Road", "01632960001", "person@example.org")


class Desk:
    """A folder with a return, and ``openlet convert`` run in it."""

    def __init__(self, folder: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
        self.folder, self.capsys = folder, capsysbinary
        self.file, self.out = folder / "old.xml", folder / "new.xml"

    def give(self, *records: Any, year: str = "2023-24") -> None:
        self.file.write_text(xml(records, year), encoding="utf-8")

    def convert(self, *more: str, to: str = "2024-25") -> tuple[int, str, str]:
        """The exit status, standard output and standard error."""
        status = main(["convert", str(self.file), "--to", to, "--out", str(self.out), *PREPARED, *more])
        said = self.capsys.readouterr()
        return status, said.out.decode(), said.err.decode()

    def learners(self) -> list[Learner]:
        return [item.record for item in IlrFile(source(str(self.out))) if isinstance(item.record, Learner)]

    def names(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir())


@pytest.fixture
def desk(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> Desk:
    return Desk(tmp_path, capsysbinary)


def test_those_who_go_on_stand_in_a_return_of_the_new_year(desk: Desk) -> None:
    desk.give(learner(), learner(finished(), LearnRefNumber="L0002"), progression(LearnRefNumber="L0002"))
    status, out, said = desk.convert()
    assert status == 0
    ilr = IlrFile(source(str(desk.out)))
    assert [item.record.LearnRefNumber for item in ilr] == ["L0001"]
    assert ilr.year is year_of("2024-25")
    assert ilr.header is not None
    assert ilr.header.CollectionDetails is not None
    assert ilr.header.Source is not None
    assert (ilr.header.CollectionDetails.Year, ilr.header.Source.UKPRN) == ("2425", make.UKPRN)
    assert ilr.header.CollectionDetails.FilePreparationDate == date(2024, 9, 2)
    assert "2 learners of 2023-24: 1 carried into 2024-25, 1 left behind, 0 kept aside." in said
    assert "OFFICIAL-SENSITIVE" in out
    assert "completed in 2023-24" in out
    assert "withdrawn from the ILR for 2024-25: keep last year's file" in out


def test_the_schema_accepts_what_it_wrote(desk: Desk, tmp_path: Path) -> None:
    returned = generate(tmp_path / "made", 200, 1, year_of("2023-24"), 11)[0]
    desk.file = returned
    status, _, _ = desk.convert()
    assert status == 1
    assert len(desk.learners()) > 50
    assert is_valid("2023-24", etree.parse(returned))
    assert is_valid("2024-25", etree.parse(desk.out))


def test_the_same_return_gives_the_same_bytes(desk: Desk) -> None:
    desk.give(*(learner(LearnRefNumber=f"L{number}") for number in range(5)))
    desk.convert()
    first = desk.out.read_bytes()
    desk.convert("--replace")
    assert desk.out.read_bytes() == first


@pytest.mark.skipif(sys.platform == "win32", reason="NOT TESTED: Windows has no such file modes")
def test_only_the_owner_may_read_what_is_written(desk: Desk) -> None:
    desk.give(learner())
    desk.convert("--report", str(desk.folder / "report.csv"))
    for name in ("new.xml", "report.csv"):
        assert stat.S_IMODE((desk.folder / name).stat().st_mode) == 0o600


# Questions and other things to look at.


def test_breaks_are_asked_and_carried_until_something_is_said(desk: Desk) -> None:
    desk.give(learner(aim(**BREAK)), learner(LearnRefNumber="L0002"))
    status, out, said = desk.convert()
    assert status == 1
    assert "carried unless you choose" in " ".join(out.split())
    assert "Lines to look at: 1." in said
    assert len(desk.learners()) == 2
    status, _, _ = desk.convert("--breaks", "carry", "--replace")
    assert (status, len(desk.learners())) == (0, 2)
    status, _, _ = desk.convert("--breaks", "leave", "--replace")
    assert (status, len(desk.learners())) == (0, 1)


def test_unknown_outcomes_are_asked_and_carried_until_something_is_said(desk: Desk) -> None:
    desk.give(learner(aim(**BREAK | {"CompStatus": 2, "Outcome": 8})), learner(LearnRefNumber="L0002"))
    assert desk.convert()[0] == 1
    assert len(desk.learners()) == 2
    assert desk.convert("--unknown-outcomes", "leave", "--replace")[0] == 0
    assert len(desk.learners()) == 1


def test_aims_are_numbered_anew_only_where_that_is_asked(desk: Desk) -> None:
    desk.give(learner(finished(), aim(AimSeqNumber=2, LearnAimRef="Z0020002")))
    assert desk.convert()[0] == 1
    assert desk.learners()[0].LearningDelivery[0].AimSeqNumber == 2
    assert desk.convert("--renumber", "--replace")[0] == 0
    assert desk.learners()[0].LearningDelivery[0].AimSeqNumber == 1


def test_learners_who_contradict_themselves_are_named(desk: Desk) -> None:
    wrong = learner(aim(LearnActEndDate=date(2024, 7, 1)), LearnRefNumber="WRONG1")
    desk.give(learner(), wrong, learner(LearnRefNumber="TWIN"), learner(LearnRefNumber="TWIN"))
    status, out, said = desk.convert()
    assert status == 1
    assert [one.LearnRefNumber for one in desk.learners()] == ["L0001"]
    assert "1 carried into 2024-25, 0 left behind, 3 kept aside" in said
    assert "WRONG1" in out
    assert out.count("TWIN") == 2


def test_what_the_reader_could_not_keep_is_said(desk: Desk) -> None:
    desk.give(learner())
    content = desk.file.read_text(encoding="utf-8").replace("<Sex>F</Sex>", "<Sex>F</Sex><Gender>F</Gender>")
    desk.file.write_text(content, encoding="utf-8")
    status, out, _ = desk.convert()
    assert status == 1
    assert "an element of Learner that the ILR of the year does not have there" in " ".join(
        out.replace("│", "").split()
    )


def test_last_years_source_files_are_left_behind_and_said(desk: Desk) -> None:
    files = (
        "<SourceFiles><SourceFile><SourceFileName>ours.xml</SourceFileName><FilePreparationDate>2024-01-01"
        "</FilePreparationDate><SerialNo>01</SerialNo></SourceFile></SourceFiles>"
    )
    desk.give(learner())
    content = desk.file.read_text(encoding="utf-8").replace("<LearningProvider>", f"{files}<LearningProvider>")
    desk.file.write_text(content, encoding="utf-8")
    _, _, said = desk.convert()
    assert "SourceFiles was left behind" in said
    assert "SourceFile" not in desk.out.read_text(encoding="utf-8")


# The report.


def test_the_report_has_a_row_for_everything_and_no_value_of_anybody(desk: Desk) -> None:
    whole = learner(
        aim(LearningDeliveryFAM=fams("SOF112", "LDM358")),
        finished(AimSeqNumber=2, LearnActEndDate=date(2025, 7, 1)),
        FamilyName=SECRETS[0], GivenNames=SECRETS[1], NINumber=SECRETS[2], AddLine1=SECRETS[3], TelNo=SECRETS[4],
        Email=SECRETS[5],
    )  # fmt: skip
    desk.give(whole, year="2024-25")
    reports = [desk.folder / f"report{ending}" for ending in (".csv", ".xlsx")]
    _, out, said = desk.convert("--report", str(reports[0]), to="2025-26")
    desk.convert("--report", str(reports[1]), "--replace", to="2025-26")
    text = reports[0].read_text(encoding="utf-8")
    assert not any(secret in text + out + said for secret in SECRETS)
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert sum(int(row["fields"]) for row in rows) == len(list(values(desk.file.read_text(encoding="utf-8"))))
    (family,) = [row for row in rows if row["path"] == "Learner/FamilyName"]
    assert (family["outcome"], family["attention"], family["reason"]) == ("carried", "no", "as it was")
    (gone,) = [row for row in rows if row["path"] == "Learner/LearningDelivery/LearningDeliveryFAM"]
    assert (gone["outcome"], gone["attention"]) == ("left behind", "yes")
    book = openpyxl.load_workbook(reports[1])
    assert book.sheetnames == ["Totals", "What became of what", "Migration"]
    assert book["Migration"].max_row == len(rows) + 1
    for one in book["Totals"].iter_rows(min_row=2, values_only=True):
        assert one[2] == sum(one[3:])
    cells = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    assert not any(secret in cell for secret in SECRETS for cell in cells)


def test_a_reference_that_a_spreadsheet_would_run_is_made_safe(desk: Desk) -> None:
    desk.give(learner(aim(LearnAimRef="=1+1")))
    report = desk.folder / "report.csv"
    desk.convert("--report", str(report))
    assert ",'=1+1," in report.read_text(encoding="utf-8")


# The example of the guide.


def test_a_job_offer_of_october_is_returned_alone_and_pays_milestone_3(desk: Desk) -> None:
    """A bootcamp of May to July 2024 with milestone 2 in 2023-24; the job offer came in October 2024."""
    interview, job = milestone(day=date(2024, 7, 31)), milestone("Z0010212", date(2024, 10, 14))
    desk.give(learner(finished(), interview, job))
    assert desk.convert("--renumber")[0] == 0
    (person,) = desk.learners()
    assert [one.LearnAimRef for one in person.LearningDelivery] == ["Z0010212"]
    contract = desk.folder / "contract.toml"
    contract.write_text(CONTRACT, encoding="utf-8")
    desk.give(learner(finished(), interview))  # the last return of 2023-24
    main(
        ["pay", str(desk.file), str(desk.out), "--contract", str(contract), "--as-of", "2024-10-18", "--format", "json"]
    )
    answer = json.loads(desk.capsys.readouterr().out)
    (bootcamp,) = answer["bootcamps"]
    assert [bootcamp["milestones"][name]["status"] for name in ("M1", "M2", "M3")] == ["payable"] * 3


# Whole or not at all.


def test_a_return_that_nobody_continues_gives_no_file_but_its_report(desk: Desk) -> None:
    desk.give(learner(finished()))
    report = desk.folder / "report.csv"
    status, _, said = desk.convert("--report", str(report))
    assert status == 1
    assert desk.names() == ["old.xml", "report.csv"]
    assert "No learner goes into 2024-25" in said


def test_nothing_is_written_over_without_a_word(desk: Desk) -> None:
    desk.give(learner())
    desk.out.write_text("mine", encoding="utf-8")
    status, _, said = desk.convert()
    assert (status, desk.out.read_text(encoding="utf-8")) == (2, "mine")
    assert "is there already. Choose another name, or say --replace" in said
    desk.out.unlink()
    report = desk.folder / "report.csv"
    report.write_text("mine too", encoding="utf-8")
    assert desk.convert("--report", str(report))[0] == 2
    assert (report.read_text(encoding="utf-8"), desk.out.exists()) == ("mine too", False)
    assert desk.convert("--report", str(report), "--replace")[0] == 0


def test_the_return_itself_is_never_written_over(desk: Desk) -> None:
    desk.give(learner())
    before = desk.file.read_bytes()
    desk.out = desk.file
    status, _, said = desk.convert("--replace")
    assert (status, desk.file.read_bytes()) == (2, before)
    assert "is the return itself" in said


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--report", "report.txt"), "is neither .csv nor .xlsx"),
        (("--report", "new.xml"), "neither .csv nor .xlsx"),
    ],
)
def test_a_report_must_have_an_ending_that_is_known(desk: Desk, more: tuple[str, str], said: str) -> None:
    desk.give(learner())
    status, _, told = desk.convert(more[0], str(desk.folder / more[1]))
    assert (status, desk.out.exists()) == (2, False)
    assert said in told


def test_the_file_and_its_report_need_names_of_their_own(desk: Desk) -> None:
    desk.give(learner())
    desk.out = desk.folder / "one.csv"
    status, _, said = desk.convert("--report", str(desk.out))
    assert status == 2
    assert "cannot have the same name" in said


def test_a_folder_is_refused_with_a_name_that_would_do(desk: Desk) -> None:
    desk.give(learner())
    desk.out = desk.folder
    status, _, said = desk.convert()
    assert status == 2
    assert "ILR-10999991-2425-" in said


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ("2023-24", "A return of 2023-24 cannot be carried into 2023-24, which is not a later year."),
        ("2022-23", "A return of 2023-24 cannot be carried into 2022-23, which is not a later year."),
        ("2031-32", "'2031-32' is not an ILR year that this version knows"),
    ],
)
def test_a_year_that_is_not_later_is_refused(desk: Desk, to: str, said: str) -> None:
    desk.give(learner())
    status, _, told = desk.convert(to=to)
    assert (status, desk.names()) == (2, ["old.xml"])
    assert said in told


@pytest.mark.parametrize("option", ["--breaks", "--unknown-outcomes", "--overdue"])
def test_a_choice_that_is_none_is_refused_with_those_there_are(desk: Desk, option: str) -> None:
    desk.give(learner())
    with pytest.raises(SystemExit) as ended:
        desk.convert(option, "perhaps")
    assert ended.value.code == 2
    assert "choose from" in desk.capsys.readouterr().err.decode()


def test_a_file_that_is_cut_off_gives_nothing(desk: Desk) -> None:
    desk.give(*(learner(LearnRefNumber=f"L{number}") for number in range(50)))
    content = desk.file.read_bytes()
    desk.file.write_bytes(content[: len(content) // 2])
    status, out, said = desk.convert("--report", str(desk.folder / "report.csv"))
    assert (status, out, desk.names()) == (2, "", ["old.xml"])
    assert "the file ends in the middle" in said


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("<UKPRN>10999991</UKPRN>\n  </LearningProvider>", "<UKPRN>10999992</UKPRN>\n  </LearningProvider>", "whose"),
        ("ESFA/ILR/2023-24", "ESFA/ILR/2019-20", "is not a year that this version knows"),
    ],
)
def test_a_file_of_nobody_or_of_an_unknown_year_is_refused(desk: Desk, old: str, new: str, said: str) -> None:
    desk.give(learner())
    content = desk.file.read_text(encoding="utf-8")
    assert old in content
    desk.file.write_text(content.replace(old, new), encoding="utf-8")
    status, _, told = desk.convert()
    assert (status, desk.names()) == (2, ["old.xml"])
    assert said in told


def test_a_file_without_learners_is_refused(desk: Desk) -> None:
    desk.give()
    status, _, said = desk.convert()
    assert (status, desk.names()) == (2, ["old.xml"])
    assert "holds no learner" in said


def test_a_folder_that_is_not_there_is_said(desk: Desk) -> None:
    desk.give(learner())
    desk.out = desk.folder / "nowhere" / "new.xml"
    status, _, said = desk.convert()
    assert status == 2
    assert "could not be written: no such file or directory" in said


def test_a_report_that_cannot_be_written_keeps_the_file_back_too(desk: Desk) -> None:
    desk.give(learner())
    status, _, _ = desk.convert("--report", str(desk.folder / "nowhere" / "report.csv"))
    assert (status, desk.names()) == (2, ["old.xml"])


def test_a_fault_of_our_own_leaves_nothing_half_written(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.give(learner(FamilyName=SECRETS[0]))

    def failing(write: Any, *_: Any) -> None:
        write("<Message>" * 10_000)
        raise RuntimeError(SECRETS[0])

    monkeypatch.setattr(convert_module, "write_file", failing)
    status, _, said = desk.convert()
    assert (status, desk.names()) == (2, ["old.xml"])
    assert "OpenLET itself failed" in said
    assert SECRETS[0] not in said


@pytest.mark.skipif(sys.platform == "win32", reason="NOT TESTED: there is no SIGKILL on Windows")
def test_a_conversion_that_is_killed_leaves_no_file_under_its_name(desk: Desk) -> None:
    desk.give(learner())
    arguments = ["convert", str(desk.file), "--to", "2024-25", "--out", str(desk.out)]
    code = (
        "import os, time\nfrom openlet.cli import main\n"
        "def waiting(handle):\n    print('written', flush=True)\n    time.sleep(60)\n"
        f"os.fsync = waiting\nmain({arguments!r})"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=environment)
    assert process.stdout is not None
    assert process.stdout.readline() == "written\n"
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    assert not desk.out.exists()
    assert desk.convert()[0] == 0
    assert len(desk.learners()) == 1


# Where the return comes from.


def test_a_return_in_a_zip_or_from_standard_input_goes_as_well(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.give(learner(LearnRefNumber="TWIN"), learner(LearnRefNumber="TWIN"), learner())
    content = desk.file.read_bytes()
    desk.convert()
    expected = desk.out.read_bytes()
    packed = desk.folder / "old.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("old.xml", content)
    desk.file = packed
    assert desk.convert("--replace")[0] == 1
    assert desk.out.read_bytes() == expected
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    assert main(["convert", "-", "--to", "2024-25", "--out", str(desk.out), *PREPARED, "--replace"]) == 1
    assert desk.out.read_bytes() == expected


def test_several_years_are_told_step_by_step(desk: Desk) -> None:
    desk.give(learner(), year="2022-23")
    status, out, said = desk.convert(to="2025-26")
    assert status == 0
    assert all(f"20{year}-{year + 1} to 20{year + 1}-{year + 2}" in out for year in (22, 23, 24))
    assert "1 learners of 2022-23: 1 carried into 2025-26" in said
