"""Returns that are sent in: kept at once, checked whatever happens, one stands, none is lost, none is taken twice."""

import io
import stat
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, connections
from django.utils import timezone

from openlet.authority import arriving, submissions, work
from openlet.authority.checking import COMPARE, FINDINGS, NO_PAY, PAYMENTS, Found, place_of, read
from openlet.authority.models import CHECKED, CHECKING, REFUSED, WAITING, Submission
from openlet.authority.reported import kinds_of, tables_of
from openlet.authority.submissions import (
    check_again,
    file_of,
    of_provider,
    purge,
    refuse,
    reports_of,
    stand,
    that_stood,
)
from openlet.authority.work import TRIES, check_what_waits
from openlet.invented.example import UKPRN as NORTH
from openlet.web.team.serving import take_up_again
from tests.team.people import SOUTH
from tests.team.returns import (
    NEW,
    NEW_NAME,
    OLD,
    OLD_NAME,
    changed,
    checked,
    nothing_before,
    of_the_south,
    sent,
)

__all__ = ["nothing_before"]
pytestmark = pytest.mark.usefixtures("nothing_before")


def packed(*files: tuple[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return held.getvalue()


def again(one: Submission) -> Submission:
    found: Submission = Submission.objects.get(pk=one.pk)
    return found


def test_a_file_is_on_disk_and_private_before_it_is_acknowledged() -> None:
    one = sent((OLD_NAME, OLD))[0].submission
    assert (one.state, one.UKPRN, one.year, one.file_name) == (WAITING, NORTH, 2324, OLD_NAME)
    assert file_of(one).read_bytes() == OLD
    assert stat.S_IMODE(file_of(one).stat().st_mode) == 0o600


def test_it_is_checked_with_the_contract_and_its_reports_lie_beside() -> None:
    (one,) = checked((OLD_NAME, OLD))
    assert (one.state, one.learners) == (CHECKED, OLD.count(b"<Learner>"))
    assert one.outcome["no_pay_learners"] > 0 and one.outcome["withheld"] > 0 and one.outcome["payable"] > 0
    assert one.outcome["notes"] == [] and one.outcome["findings"]["no-pay"] > 0
    for kind in (FINDINGS, PAYMENTS, NO_PAY):
        assert stat.S_IMODE(place_of(reports_of(one), kind).stat().st_mode) == 0o600
        assert b"LearnRefNumber" in (read(reports_of(one), kind) or b"") or kind == NO_PAY


def test_without_a_contract_that_is_said_and_nothing_of_money() -> None:
    (one,) = checked((OLD_NAME, of_the_south()))
    assert one.state == CHECKED and "withheld" not in one.outcome
    assert f"No contract of UKPRN {SOUTH}" in one.outcome["notes"][0]
    assert read(reports_of(one), PAYMENTS) is None


def test_both_years_stand_and_a_later_file_replaces_an_earlier_one() -> None:
    first, other_year = checked((OLD_NAME, OLD), (NEW_NAME, NEW))
    (second,) = checked((OLD_NAME, changed(2)))
    assert [one.pk for one in that_stood(timezone.now())] == [second.pk, other_year.pk]
    assert that_stood(second.sent_at - timedelta(microseconds=1))[0].pk == first.pk
    assert again(first).replaced_by == second and again(first).replaced_at is not None
    assert file_of(first).exists()  # history stays


def test_what_changed_against_the_replaced_file_is_kept_beside() -> None:
    (first,) = checked((OLD_NAME, OLD))
    assert read(reports_of(first), COMPARE) is None
    (second,) = checked((OLD_NAME, changed(2).replace(b"<CompStatus>1<", b"<CompStatus>3<", 1)))
    found = tables_of(second, COMPARE)
    assert found and any(table.name == "compare-changes" and len(table.rows) for table in found[0].tables)
    assert [kind for kind, _ in kinds_of(second)] == [NO_PAY, FINDINGS, COMPARE]


def test_what_was_sent_later_stands_though_its_check_ends_first() -> None:
    first, second = (sent((OLD_NAME, changed(number)))[0].submission for number in (3, 4))
    stand(second.pk, 1, {})
    stand(first.pk, 1, {})
    assert again(first).replaced_by == second and again(second).replaced_by is None


def test_two_at_the_same_moment_one_stands() -> None:
    sent_in = [sent((OLD_NAME, changed(number)))[0].submission.pk for number in range(10, 18)]

    def stands(key: int) -> None:
        try:
            stand(key, 1, {})
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(stands, sent_in))
    assert [one.pk for one in Submission.objects.filter(state=CHECKED, replaced_by=None)] == [max(sent_in)]


def test_the_same_bytes_are_taken_once() -> None:
    first = sent((OLD_NAME, OLD))[0]
    twice = sent(("other.xml", OLD), ("in.zip", packed((OLD_NAME, OLD))))
    assert [one.is_new for one in (first, *twice)] == [True, False, False]
    assert {one.submission.pk for one in twice} == {first.submission.pk}
    check_what_waits(processes=1)
    assert not sent((OLD_NAME, OLD))[0].is_new
    checked((OLD_NAME, changed(2)))
    (back,) = checked((OLD_NAME, OLD))  # what was replaced may come again
    assert back.state == CHECKED and back.replaced_by is None


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("letter.xml", b"Dear all", "letter.xml"),
        ("half.xml", OLD[: len(OLD) // 2], "half.xml"),
        ("tricks.xml", b'<!DOCTYPE a [<!ENTITY b "c">]>' + OLD.partition(b"?>")[2], "DOCTYPE"),
        ("whose.xml", OLD.replace(b"<UKPRN>10999991", b"<UKPRN>10999992", 1), "does not say whose learners"),
        ("bad.zip", b"PK\x03\x04 no zip", "bad.zip is not a ZIP file"),
        ("in.zip", packed(("deep.zip", packed((OLD_NAME, OLD)))), "deep.zip is a ZIP in a ZIP"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence_and_replaces_nothing(
    name: str, content: bytes, said: str
) -> None:
    (good,) = checked((OLD_NAME, OLD))
    (one,) = checked((name, content))
    assert one.state == REFUSED and said in one.refusal
    assert [found.pk for found in that_stood(timezone.now())] == [good.pk]


def test_another_providers_return_is_refused_and_not_shown_as_its_own() -> None:
    kept = sent((OLD_NAME, of_the_south()), for_=NORTH)[0].submission
    assert kept.state == REFUSED and f"is the return of UKPRN {SOUTH}" in kept.refusal
    assert list(of_provider(SOUTH)) == [] and list(of_provider(NORTH)) == [kept]


def test_a_bomb_is_never_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arriving, "LARGEST_XML", 1_000_000)
    monkeypatch.setattr(arriving, "LARGEST_UNPACKED", 3_000_000)
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *given: pytest.fail("unpacked"))
    large = b" " * 2_000_000
    for bomb in (packed(("a.xml", large)), packed(("a.xml", large), ("b.xml", large))):
        assert [one.submission.state for one in sent(("bomb.zip", bomb))] == [REFUSED]


def test_what_was_under_way_when_the_work_was_killed_is_begun_again(monkeypatch: pytest.MonkeyPatch) -> None:
    from django_tasks_db.models import DBTaskResult

    one = sent((OLD_NAME, OLD))[0].submission

    class Killed(BaseException):
        pass

    def killed(asked: object) -> Found:
        raise Killed

    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr(work, "check", killed)
        check_what_waits(processes=1)
    assert again(one).state == CHECKING
    DBTaskResult.objects.update(status="RUNNING")
    take_up_again()
    assert again(one).state == WAITING
    assert DBTaskResult.objects.filter(status="READY", task_path="openlet.authority.work.check_returns").exists()
    check_what_waits(processes=1)
    assert again(one).state == CHECKED


def test_a_file_that_stops_the_program_each_time_holds_up_nobody() -> None:
    bad, good = (one.submission for one in sent((OLD_NAME, OLD), (NEW_NAME, NEW)))
    Submission.objects.filter(pk=bad.pk).update(tries=TRIES)
    check_what_waits(processes=1)
    assert again(bad).state == REFUSED and "stopped each time" in again(bad).refusal
    assert again(good).state == CHECKED


def test_one_that_stands_goes_on_standing_while_it_is_checked_again() -> None:
    (one,) = checked((OLD_NAME, of_the_south()))
    check_again(one)
    assert again(one).state == CHECKED
    refuse(one.pk, "The disk was full.")
    assert again(one).state == CHECKED and not again(one).again
    check_again(one)
    check_what_waits(processes=1)
    assert again(one).checked_at > one.checked_at


def test_what_was_sent_before_a_day_is_removed_and_its_row_stays() -> None:
    (one,) = checked((OLD_NAME, OLD))
    tomorrow = timezone.now().date() + timedelta(days=1)
    assert purge(timezone.now().date())["submissions"] == 0
    file_of(Submission(sha256="ab" * 32)).write_bytes(b"never acknowledged")
    would = purge(tomorrow)
    assert would["submissions"] == 1 and would["files"] == 5 and file_of(one).exists()
    assert purge(tomorrow, do=True) == would
    assert not file_of(one).exists() and list(reports_of(one).iterdir()) == []
    assert again(one).removed_at and again(one).sha256 == one.sha256
    assert purge(tomorrow)["submissions"] == 0


def test_two_thousand_files_are_taken_in_with_few_questions(server: Path) -> None:
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as asked:
        kept = sent(("all.zip", packed(*((f"{number}.xml", changed(number)) for number in range(10, 60)))))
    assert len(kept) == 50 and all(one.is_new for one in kept)
    assert len(asked) < 15
    assert submissions.left().count() == 50
