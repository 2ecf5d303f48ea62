"""The first change of a day: a snapshot of what was changed, a backup, and old files gone; before the change."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from openlet.store.models import Snapshot, Upload
from openlet.store.services import backups, begin_year, daily_snapshots, keep_upload, set_field, snapshot_content
from openlet.store.services.editing import now_utc
from openlet.web import new_day
from tests import make
from tests.store.keeping import ANN, YEAR, document, kept
from tests.web.pages import said

EARLIER = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def fresh(folder: Path) -> Iterator[None]:
    """A process in which no day has begun."""
    yield
    new_day._Day.watched = False
    new_day._Day.begun.clear()
    new_day._Day.troubles.clear()


def names_in(snapshot: Snapshot) -> list[str]:
    return [one["document"]["Learner"]["FamilyName"] for one in snapshot_content(snapshot.pk)["learners"]]


def test_each_return_that_was_changed_gets_one_snapshot_a_day() -> None:
    learner = kept(reference="L0001").learner
    begin_year(make.UKPRN, make.read(make.xml([make.learner()], "2024-25"))[0].year)
    [taken] = daily_snapshots(ANN, EARLIER)
    assert (taken.of.year, taken.why, taken.learners) == (2324, "daily", 1)
    assert daily_snapshots(ANN, EARLIER) == []  # that day has its own
    assert daily_snapshots(ANN, now_utc()) == []  # the next day: nothing was changed since
    set_field(learner, "Learner/FamilyName", "Smith", "Invented", ANN)
    [next_day] = daily_snapshots(ANN, now_utc())
    assert names_in(next_day) == ["Smith"]


def test_a_day_begins_once_with_a_snapshot_and_a_backup_and_old_files_go(folder: Path) -> None:
    kept(reference="L0001")
    upload = keep_upload("old.xml", b"x", ANN).pk
    Upload.objects.filter(pk=upload).update(when=now_utc() - timedelta(days=2))
    new_day._Day.begun.clear()
    new_day.begin_day()
    assert [one.why for one in Snapshot.objects.all()] == ["daily"]
    assert len(backups(folder)) == 1
    assert Upload.objects.count() == 0
    new_day.begin_day()
    assert Snapshot.objects.count() == 1


def test_a_program_left_running_takes_the_snapshot_before_the_first_change_of_the_new_day(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    learner = kept(reference="L0001").learner
    new_day._Day.watched, new_day._Day.begun[None] = True, date(2020, 1, 1)
    browser.get("/2324/history")
    assert Snapshot.objects.count() == 0
    browser.post(
        f"/learner/{learner}/save",
        {"path": "Learner/FamilyName", "value": "Smith", "base": "Invented", "tab": "learner"},
    )
    assert document(learner)["Learner"]["FamilyName"] == "Smith"
    [taken] = Snapshot.objects.filter(why="daily")
    assert names_in(taken) == ["Invented"]


def test_nothing_is_begun_by_a_program_that_does_not_serve(browser: Client) -> None:
    learner = kept(reference="L0001").learner
    browser.post(f"/learner/{learner}/dont-export", {"dont_export": "yes"})
    assert Snapshot.objects.count() == 0


def test_a_day_that_could_not_begin_well_is_said_on_every_page(
    browser: Client, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin_year(make.UKPRN, YEAR)
    (folder / "backups").write_text("in the way", encoding="utf-8")
    new_day._Day.begun.clear()
    new_day.begin_day()
    assert "No backup was made in" in said(browser.get("/2324/history"))
