"""Retention and subject access on the server: by the command, in every store, at the authority, and in the log."""

import io
import json
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from openlet.authority.models import REFUSED, Submission
from openlet.authority.submissions import file_of
from openlet.cli import main
from openlet.invented.example import UKPRN as NORTH
from openlet.spec.years import year_of
from openlet.store.documents import tree_of
from openlet.store.models import Job, LearnerRow
from openlet.store.services import add_learner, begin_job, begin_year
from openlet.store.whose import store_of
from openlet.team.models import Event
from openlet.team.services import add_provider
from tests import make
from tests.team.people import People

LEAVING = 10999994  # a provider of these tests' own
YEAR = year_of("2023-24")
ULN, NAME, OTHER = 1000000027, "Plantedfamily", "Otherfamily"
LONG_AGO = datetime(2024, 9, 1, tzinfo=UTC)
BEFORE = "2024-10-01"


@pytest.fixture
def learner(server: Path) -> int:
    """The key of somebody whose time is over, at a provider of their own."""
    add_provider(LEAVING, "Leaving Training", "tests")
    record = make.learner(make.finished(), LearnRefNumber="OLD1", ULN=ULN, FamilyName=NAME)
    with store_of(LEAVING):
        of = begin_year(LEAVING, YEAR)
        found = LearnerRow.objects.filter(LearnRefNumber="OLD1").values_list("pk", flat=True).first()
        key = found or add_learner(of, "tests", "OLD1", tree_of(record, YEAR)).learner
        LearnerRow.objects.filter(pk=key).update(changed=LONG_AGO)
    return int(key)


def sent(sha256: str, when: datetime, year: int = 2324) -> Submission:
    """A return that the authority received, with that person and another one."""
    one, other = (
        make.learner(make.finished(), LearnRefNumber=reference, ULN=uln, FamilyName=name)
        for reference, uln, name in (("OLD1", ULN, NAME), ("OTHER", 1000000035, OTHER))
    )
    content = make.xml([one, other], "2023-24", date(2024, 8, 20), LEAVING).encode()
    made: Submission = Submission.objects.create(
        UKPRN=LEAVING, year=year, file_name="return.xml", sha256=sha256 * 64, size=len(content), sent_at=when,
        sent_by="officer", sent_from="officer", state=REFUSED,
    )  # fmt: skip
    file_of(made).write_bytes(content)
    return made


def test_a_person_is_exported_with_what_the_authority_keeps_and_the_log(learner: int, tmp_path: Path) -> None:
    sent("a", LONG_AGO)
    Event.objects.create(kind="saw", account="may", UKPRN=LEAVING, page="learner", about=f"learner={learner}")
    Event.objects.create(kind="saw", account="nobody", UKPRN=LEAVING, page="learner", about=f"learner={learner}1")
    out = tmp_path / "person.zip"
    assert main(["team", "export-person", "--ukprn", str(LEAVING), "--uln", str(ULN), "--out", str(out)]) == 0
    with zipfile.ZipFile(io.BytesIO(out.read_bytes())) as archive:
        said = json.loads(archive.read(next(name for name in archive.namelist() if name.endswith(".json"))))
    [received] = said["elsewhere"]["Returns received by the authority"]
    assert received["records"][0]["Learner"]["FamilyName"] == NAME
    assert [one["account"] for one in said["elsewhere"]["log"]] == ["may"]
    assert OTHER not in json.dumps(said)
    assert Event.objects.filter(kind="exported", page="export-person", about=f"learner={learner}").exists()


def test_a_manager_hands_over_the_file_and_others_of_the_provider_do_not(people: People) -> None:
    with store_of(NORTH):
        key = LearnerRow.objects.filter(LearnRefNumber="L0017").values_list("pk", flat=True).first()
    page = people("manager").get(f"/{NORTH}/learner/{key}/everything").content.decode()
    assert "Download the file" in page and "from the log" in page
    answer = people("manager").get(f"/{NORTH}/learner/{key}/everything.zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        said = json.loads(archive.read(next(name for name in archive.namelist() if name.endswith(".json"))))
    assert said["about"]["made_by"] == "manager" and said["elsewhere"]["log"][-1]["page"] == "person"
    assert Event.objects.filter(kind="exported", page="person_file", account="manager").exists()
    history = people("editor").get(f"/{NORTH}/learner/{key}/history").content.decode()
    assert "everything" not in history
    assert people("editor").get(f"/{NORTH}/learner/{key}/everything.zip").status_code == 403


def test_a_purge_says_first_and_then_does(learner: int, capsys: pytest.CaptureFixture[str]) -> None:
    old, again = sent("b", LONG_AGO), sent("c", LONG_AGO)
    sent("c", datetime(2025, 1, 8, tzinfo=UTC))  # the same bytes once more, within their time
    running = sent("d", LONG_AGO, 2425)  # of a year that had not ended by then
    with store_of(NORTH):
        northern = LearnerRow.objects.count()
        Job.objects.update(state="done")
        waiting = begin_job("check", "tests").pk

    assert main(["team", "purge", "--before", BEFORE]) == 0
    said = capsys.readouterr().err
    assert f"Leaving Training, UKPRN {LEAVING}: 1 person goes" in said and "Nothing was removed" in said
    assert file_of(old).exists() and not Event.objects.filter(page="purge").exists()

    assert main(["team", "purge", "--before", BEFORE, "--do"]) == 2
    said = capsys.readouterr().err
    assert "Work is under way" in said and "Not done at Example Training Ltd" in said
    assert "Removed: 1 person" in said and NAME not in said
    with store_of(LEAVING):
        assert not LearnerRow.objects.exists()
    with store_of(NORTH):
        assert LearnerRow.objects.count() == northern
        Job.objects.filter(pk=waiting).update(state="done")
    assert main(["team", "purge", "--before", BEFORE, "--do"]) == 0
    assert [file_of(one).exists() for one in (old, again, running)] == [False, True, True]
    assert Submission.objects.filter(pk=old.pk).exists()
    noted = set(Event.objects.filter(page="purge").values_list("UKPRN", "about"))
    assert (LEAVING, "records of 1 person from before 2024-10-01 removed") in noted


def test_a_day_to_come_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["team", "purge", "--before", "2999-01-01", "--do"]) == 2
    assert "is still to come" in capsys.readouterr().err
