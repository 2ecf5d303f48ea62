"""Begin a settlement: which files and contracts it rests on is fixed once for all."""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction

from openlet import __version__
from openlet.authority import contracts as versions
from openlet.authority import ledger
from openlet.authority.models import CHECKED, CHECKING, WAITING, ContractVersion, Settlement, Submission
from openlet.authority.settlement_models import BEGAN, UNDER_WAY, Decision
from openlet.authority.submissions import file_of, that_stood
from openlet.contracts.reading import WrongContract
from openlet.facts.days import in_words
from openlet.reference.areas import edition
from openlet.rules import rule_set
from openlet.spec.years import Return, UnknownYear, calendar, year_of, years
from openlet.store.refusals import NotDone
from openlet.store.services.editing import whole
from openlet.team.log import DECIDED, note

LONDON = ZoneInfo("Europe/London")
CLOSES_AT = time(18)  # returns close at six in the evening of the closing day
NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9._ -]")
LONGEST_NAME = 120
STANDS, EARLIER = "stands", "earlier"


@dataclass(frozen=True, slots=True)
class Asked:
    """What an officer asks for. Without ``cut_off`` the close of the period counts, without ``as_of`` its day.

    ``complete``: what is gone from the returns is gone (``pay --complete-return``). ``wave``: "" where there is one.
    """

    year: str
    period: str
    complete: bool = False
    cut_off: datetime | None = None
    as_of: date | None = None
    wave: str = ""


def periods() -> list[Return]:
    """The return periods that a settlement may be for, the newest first."""
    return sorted((one for year in years() for one in calendar(year)), key=lambda one: one.closes, reverse=True)


def closes(one: Return) -> datetime:
    """The moment at which a return closes."""
    return datetime.combine(one.closes, CLOSES_AT, LONDON)


def waves(on: date) -> list[str]:
    """The waves of the contracts that are in force on a day."""
    return sorted({wave for _, wave in _with_waves(versions.in_force(on))})


def begin(asked: Asked, by: str) -> Settlement:
    """Begin a settlement with what stood at the cut-off. Raises ``NotDone``."""
    now = datetime.now(UTC)
    period = _period(asked)
    cut_off = asked.cut_off or min(closes(period), now)
    as_of = asked.as_of or cut_off.astimezone(LONDON).date()
    _refuse_the_future(cut_off, as_of, now)
    try:
        return _begin(asked, year_of(asked.year).code, cut_off, as_of, by, now)
    except IntegrityError:
        other = Settlement.objects.filter(state__in=UNDER_WAY).first()
        raise NotDone(_other_under_way(other)) from None


@whole
def _begin(asked: Asked, year: int, cut_off: datetime, as_of: date, by: str, now: datetime) -> Settlement:
    other = Settlement.objects.filter(state__in=UNDER_WAY).first()
    if other is not None:
        raise NotDone(_other_under_way(other))
    wave, contracts = _contracts(asked.wave, as_of)
    fixed = {"files": _files(cut_off), "contracts": contracts}
    lines, last = ledger.head()
    made = Settlement(
        year=year, period=asked.period, wave=wave, cut_off=cut_off, as_of=as_of, complete=asked.complete,
        started_by=by, started_at=now, fixed=fixed, openlet=__version__, rules=rule_set(), postcodes=edition(),
        ledger_lines=lines, ledger_hash=last,
    )  # fmt: skip
    made.inputs_sha256 = _hash(asked_of(made))
    with transaction.atomic():
        made.save()
    about = {"files": len(fixed["files"]), "contracts": len(contracts), "inputs": made.inputs_sha256}
    Decision.objects.create(settlement=made, what=BEGAN, by=by, at=now, about=about)
    note(DECIDED, by, page="settlement", about=f"settlement={made.pk} began inputs={made.inputs_sha256[:16]}")
    return made


def asked_of(settlement: Settlement) -> dict[str, Any]:
    """All that the result depends on, as ``working_out`` is told it."""
    return {
        "openlet": settlement.openlet,
        "rules": settlement.rules,
        "postcodes": settlement.postcodes,
        "as_of": settlement.as_of.isoformat(),
        "complete": settlement.complete,
        "files": [{"name": one["name"], "sha256": one["sha256"]} for one in settlement.fixed["files"]],
        "contracts": [
            {name: one[name] for name in ("file", "sha256", "files")} for one in settlement.fixed["contracts"]
        ],
        "ledger": settlement.ledger_hash,
    }


def _period(asked: Asked) -> Return:
    try:
        year = year_of(asked.year)
    except UnknownYear as error:
        raise NotDone(str(error)) from None
    found = next((one for one in calendar(year) if one.period == asked.period), None)
    if found is None:
        raise NotDone(f"{year.year} has no return {asked.period or 'without a name'}. Choose one of the list.")
    return found


def _refuse_the_future(cut_off: datetime, as_of: date, now: datetime) -> None:
    if cut_off > now:
        raise NotDone("The cut-off lies in the future: what will stand then is not known yet. Choose an earlier one.")
    last = cut_off.astimezone(LONDON).date()
    if as_of > last:
        raise NotDone(
            f"The day to judge on, {in_words(as_of)}, is after the cut-off, {in_words(last)}: what happened in between "
            "was not returned. Choose the day of the cut-off or an earlier one."
        )


def _other_under_way(other: Settlement | None) -> str:
    if other is None:
        return "Another settlement was begun at the same moment. Look at the list of settlements."
    return (
        f"Settlement {other.pk} of {year_of(str(other.year)).year} {other.period}, begun by {other.started_by}, is "
        "still under way. All settlements rest on one ledger, so finish it or give it up first."
    )


# Files


def _files(cut_off: datetime) -> list[dict[str, Any]]:
    """The returns that stood, and the earlier ones of the same providers and years, which tell what was first said.

    Of several that were prepared on one day the last one sent counts. One that was prepared after the one that stands,
    though sent before it, is left out: the provider has gone back behind it.
    """
    open_ = Submission.objects.filter(state__in=(WAITING, CHECKING), sent_at__lte=cut_off).count()
    if open_:
        raise NotDone(
            f"{open_} of the returns that were sent in by the cut-off "
            f"{'is' if open_ == 1 else 'are'} still being checked. Wait until that is done."
        )
    standing = {(one.UKPRN, one.year): one for one in that_stood(cut_off)}
    if not standing:
        raise NotDone("No return stood at the cut-off, so there is nothing to settle.")
    _refuse_removed(standing.values())
    sent = Submission.objects.filter(state=CHECKED, sent_at__lte=cut_off, removed_at=None).order_by("sent_at", "pk")
    earlier = {(one.UKPRN, one.year, one.prepared): one for one in sent if _is_earlier(one, standing)}
    found = [_file(one, STANDS) for one in standing.values()] + [_file(one, EARLIER) for one in earlier.values()]
    return sorted(found, key=lambda one: str(one["name"]))


def _refuse_removed(standing: Iterable[Submission]) -> None:
    gone = [one for one in standing if one.removed_at is not None]
    if gone:
        raise NotDone(
            f"{gone[0].file_name}, the return of UKPRN {gone[0].UKPRN} that stood, was removed when its time was over. "
            "A settlement of that time cannot be worked out any more."
        )


def _is_earlier(one: Submission, standing: dict[tuple[int | None, int | None], Submission]) -> bool:
    stands = standing[one.UKPRN, one.year]
    is_before = one.prepared and stands.prepared and one.prepared < stands.prepared
    return bool(is_before) and file_of(one).exists()


def _file(one: Submission, standing: str) -> dict[str, Any]:
    return {
        "submission": one.pk,
        "UKPRN": one.UKPRN,
        "year": one.year,
        "file_name": one.file_name,
        "name": f"{one.UKPRN}-{one.year}/{one.pk}/{_plain_name(one.file_name)}",
        "sha256": one.sha256,
        "prepared": one.prepared.isoformat() if one.prepared else None,
        "standing": standing,
    }


def _plain_name(given: str) -> str:
    """A name under which a file can lie in a folder and is known for a return."""
    name = NOT_IN_A_NAME.sub("_", given.replace("\\", "/").rpartition("/")[2]).lstrip(". ")[-LONGEST_NAME:]
    return name if name.lower().endswith(".xml") else f"{name.rpartition('.')[0] or name or 'return'}.xml"


# Contracts


def _contracts(wave: str, as_of: date) -> tuple[str, list[dict[str, Any]]]:
    """The wave, and the contract versions of it that are in force on the day. Raises ``NotDone``."""
    listed = _with_waves(versions.in_force(as_of))
    found = sorted({name for _, name in listed})
    if not found:
        raise NotDone(f"No contract is in force on {in_words(as_of)}. Enter the contracts first.")
    if not wave and len(found) > 1:
        raise NotDone(f"Contracts of several waves are in force: {', '.join(found)}. Choose one of them.")
    if wave and wave not in found:
        raise NotDone(f"No contract of {wave} is in force on {in_words(as_of)}. There are those of {', '.join(found)}.")
    wave = wave or found[0]
    return wave, sorted((_contract(one) for one, of in listed if of == wave), key=lambda one: str(one["file"]))


def _with_waves(listed: Iterable[ContractVersion]) -> list[tuple[ContractVersion, str]]:
    try:
        return [(one, versions.read(one).wave) for one in listed]
    except WrongContract as error:
        raise NotDone(f"A contract cannot be used: {error}") from None


def _contract(one: ContractVersion) -> dict[str, Any]:
    return {
        "version": one.pk,
        "UKPRN": one.UKPRN,
        "contract": one.contract,
        "number": one.number,
        "file": f"{one.UKPRN}-{one.pk}/{versions.file_name(one)}",
        "sha256": one.sha256,
        "files": one.files,
    }


def _hash(said: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
