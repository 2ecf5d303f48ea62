"""All that is kept of one person is handed over, from every table, and nothing of anybody else."""

import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.apps import apps

from openlet.store.models import Provider, ReportTable
from openlet.store.of_person import everything_about, person_of, person_with
from openlet.store.refusals import NotDone
from openlet.web.person_file import person_file
from tests import make
from tests.store.keeping import ANN, YEAR
from tests.store.planting import GOES, NEXT, PLANTED, REFERENCES, STAY, STAYS, add, example_provider, plant

NOT_OF_A_PERSON = {
    "Provider", "KeptContract", "KeptRates", "ReturnYear", "ReturnDate", "Cohort", "SheetColumn",
    "ReportResult",  # its tables are
}  # fmt: skip
# Where each table is in what is handed over.
HANDED_OVER = {
    "LearnerRow": "records", "LearnerDocument": "document", "Snapshot": "snapshots", "Change": "changes",
    "DeliveryRow": "learning_deliveries_in_lists", "LearnerState": "in_lists", "WorkItem": "things_to_do",
    "LearnerJudgement": "messages_and_bootcamps", "BootcampState": "bootcamps_in_lists", "WorkChange": "history",
    "Batch": "acts_on_many", "Upload": "working_data", "Job": "working_data", "MadeFile": "working_data",
    "ReturnedAim": "planned_ends_as_first_returned", "ReportTable": "rows_of_reports",
}  # fmt: skip


@pytest.fixture(autouse=True)
def provider() -> Provider:
    return example_provider()


def filled(said: Any, name: str) -> bool:
    """Whether something stands under a name, anywhere."""
    if isinstance(said, dict):
        return bool(said.get(name)) or any(filled(held, name) for held in said.values())
    return isinstance(said, list) and any(filled(held, name) for held in said)


def test_every_table_that_holds_something_of_a_person_is_handed_over(provider: Provider) -> None:
    tables = {model.__name__ for model in apps.get_app_config("store").get_models()}
    assert tables == NOT_OF_A_PERSON | HANDED_OVER.keys()
    plant(provider)
    said = everything_about(person_with(str(GOES)))
    assert [name for name in HANDED_OVER.values() if not filled(said, name)] == []
    assert {one["LearnRefNumber"] for one in said["records"]} == set(REFERENCES[1:])
    assert {one["record_then"]["LearnRefNumber"] for one in said["snapshots"]} >= set(REFERENCES[:2])
    assert [one["pence"] for one in said["payments_recorded"]] == [100_000]
    assert len(said["rows_of_reports"]) == sum(map(names_the_person, rows_of_reports())) > 5


def rows_of_reports() -> Iterator[list[Any]]:
    for content in ReportTable.objects.values_list("content", flat=True):
        yield from json.loads(zlib.decompress(bytes(content)))


def names_the_person(row: list[Any]) -> bool:
    return any(cell in (GOES, *REFERENCES) for cell in row if not isinstance(cell, dict))


def test_the_file_holds_what_was_planted_and_nothing_of_the_others(provider: Provider) -> None:
    plant(provider)
    made = person_file(person_with(reference=REFERENCES[1]), provider, ANN, {"log": [{"about": "learner=1"}]})
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        page, data = (archive.read(name).decode() for name in archive.namelist())
    assert json.loads(data)["about"]["provider"]["UKPRN"] == make.UKPRN
    for text in (page, data):
        for planted in (*PLANTED.values(), *REFERENCES, str(GOES), "8 Planted Lane", "learner=1", "bob"):
            assert planted in text, planted
        for other in (STAY, str(STAYS), "STAYS1", "STAYS2", "1000000043"):
            assert other not in text, other
    assert ("<script" not in page and "openlet" in made.name.lower()) or made.name.startswith("everything-kept-")


def test_what_was_typed_is_shown_as_text(provider: Provider) -> None:
    key = add(make.learner(FamilyName="<script>alert(1)</script>"), YEAR)
    with zipfile.ZipFile(io.BytesIO(person_file(person_of(key), provider, ANN, {}).content)) as archive:
        assert "<script>" not in archive.read(archive.namelist()[0]).decode()


def test_who_only_shares_a_reference_is_left_out_and_named(provider: Provider) -> None:
    one = add(make.learner(ULN=GOES, LearnRefNumber="SAME", DateOfBirth=date(1990, 1, 1)), YEAR)
    other = add(make.learner(ULN=STAYS, LearnRefNumber="SAME", DateOfBirth=date(1991, 1, 1)), NEXT)
    found = person_of(one)
    assert found.learners == [one] and found.others == ("SAME",)
    with pytest.raises(NotDone, match="More than one person"):
        person_with(reference="SAME")
    assert person_with(str(STAYS)).learners == [other]
    with pytest.raises(NotDone, match="Nobody"):
        person_with("1000000051")


def test_a_corrected_uln_is_still_the_same_person(provider: Provider) -> None:
    one = add(make.learner(ULN=9999999999, LearnRefNumber="SAME"), YEAR)
    other = add(make.learner(ULN=GOES, LearnRefNumber="SAME"), NEXT)
    assert person_of(one).learners == person_of(other).learners == [one, other]
