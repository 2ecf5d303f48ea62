"""The answer of ``pay``: the JSON document of ``interfaces.md``, and the summary that people read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from openlet import __version__
from openlet.contracts.terms import Contracts
from openlet.payments.amounts import MILESTONES, pounds, share
from openlet.payments.bootcamps import Bootcamp, Milestone
from openlet.payments.claims import Claim, Fault
from openlet.payments.kept import MAY_BE_INCOMPLETE
from openlet.payments.ledger import Entry
from openlet.payments.milestone_aims import TITLES
from openlet.payments.movement import CLAWBACK, Movement
from openlet.payments.returns import Standing
from openlet.payments.settled import Absent, Orphan, Settled, movements_of, movements_of_absent
from openlet.payments.verdicts import Paid
from openlet.reference.areas import edition
from openlet.reports.tables import MARKING, Cell, Table
from openlet.rules import rule_set
from openlet.spec.scheme import GUIDE, Destination, destinations, reasons

SUMMED = (*MILESTONES, "this_period", "withheld", "previously_paid")  # what the totals of a provider add up
MILESTONE_COLUMNS = (
    "UKPRN", "LearnRefNumber", "ULN", "LearnAimRef", "LearnStartDate", "price", "milestone", "payable", "status",
    "share", "contribution", "net_share_of_price", "amount", "previously_paid", "this_period", "movement",
    "withheld", "codes", "because", "source",
)  # fmt: skip
NOT_CLAIMED = {"MC-01", "MC-05", "MC-10"}  # its day has not come, or nothing has been returned for it


@dataclass(frozen=True, slots=True)
class Answer:
    """One entry of the document, with what the run adds to the ledger for it.

    ``place`` is where the first movement of a bootcamp that is no longer returned stands in the ledger, else None.
    ``is_kept``: money paid before stays although these files, which may be incomplete, no longer support it.
    """

    entry: dict[str, Any]
    moves: list[Entry]
    is_kept: bool
    place: int | None = None


def document(settled: Settled) -> dict[str, Any]:
    """The whole JSON document of ``pay``."""
    bootcamps = [one.entry for one in answers(settled)]
    sums = Sums()
    for entry in bootcamps:
        sums.add(entry)
    return head(settled.standing, settled.contracts, settled.as_of) | {
        "bootcamps": bootcamps,
        "totals": sums.totals(settled.contracts),
        "sign_off": [one for entry in bootcamps for one in sign_offs(entry)],
    }


def head(standing: Standing, contracts: Contracts, as_of: date) -> dict[str, Any]:
    """What the document says before the bootcamps."""
    return {
        "openlet": __version__,
        "rules": rule_set(),
        "marking": MARKING,
        "as_of": as_of.isoformat(),
        "postcodes": edition(),
        "returns": _returns(standing),
        "contracts": [
            {"id": one.id, "UKPRN": one.ukprn, "wave": one.wave, "file": one.file, "sha256": one.sha256}
            for one in contracts.all
        ],
    }


def answers(settled: Settled) -> list[Answer]:
    """One for each provider, learner and bootcamp, in order of provider, learner and bootcamp."""
    return sorted(each_answer(settled), key=lambda answer: entry_order(answer.entry))


def each_answer(settled: Settled) -> Iterator[Answer]:
    """The same one by one, to be sorted by ``entry_order``: those of one place must stay in this order."""
    for one in settled.bootcamps:
        yield Answer(bootcamp_entry(one), movements_of(one), _is_kept(_moved(one)))
    for lonely in settled.orphans:
        yield Answer(orphan_entry(lonely), [], False)
    places = {id(entry): place for place, entry in enumerate(settled.run.ledger.entries)} if settled.absent else {}
    for absent in settled.absent:
        kept = _is_kept(absent.moved.values())
        yield Answer(_absent_entry(absent, settled), movements_of_absent(absent), kept, places[id(absent.entry)])


def _moved(bootcamp: Bootcamp) -> list[Movement]:
    return [one.moved for one in bootcamp.milestones.values() if one.moved is not None]


def _is_kept(moved: Iterable[Movement]) -> bool:
    return any(one.kept == MAY_BE_INCOMPLETE for one in moved)


def entry_order(entry: dict[str, Any]) -> tuple[Any, ...]:
    """Sorts the entries of the document."""
    bootcamp = entry["bootcamp"]
    return (
        entry["UKPRN"],
        entry["LearnRefNumber"] or "",
        bootcamp["LearnStartDate"] or "9",
        bootcamp["LearnAimRef"] or "",
        entry["ULN"] or 0,
    )


def _returns(stands: Standing) -> list[dict[str, Any]]:
    listed = stands.current | stands.earlier | stands.later
    return [
        {
            "name": one.name,
            "sha256": one.sha256,
            "UKPRN": one.UKPRN,
            "year": one.year,
            "prepared": one.prepared.isoformat(),
            "standing": stands.word(one),
        }
        for one in sorted(listed, key=lambda one: (one.UKPRN or 0, one.year, one.age))
    ]


def bootcamp_entry(bootcamp: Bootcamp) -> dict[str, Any]:
    """The entry of one settled bootcamp."""
    claim, case = bootcamp.claim, bootcamp.case
    allocated = case.terms.bootcamps.get(claim.LearnAimRef)
    return {
        **_who(claim),
        "bootcamp": {"LearnAimRef": claim.LearnAimRef, "LearnStartDate": _day(claim.LearnStartDate)},
        "price": f"{allocated.price:.2f}" if allocated else None,
        "milestones": {name: _milestone(one) for name, one in bootcamp.milestones.items()},
        "no_pay": [_no_pay(fault) for fault in bootcamp.no_pay],
        "not_met": [_not_met(name, unmet) for name, one in bootcamp.milestones.items() for unmet in one.unmet],
        "to_do": [_to_do(fault) for fault in sorted(bootcamp.to_do, key=lambda fault: (fault.priority, fault.code))],
        "destination": destination_record(claim),
    }


def _who(claim: Claim) -> dict[str, Any]:
    return {"UKPRN": claim.UKPRN, "LearnRefNumber": claim.LearnRefNumber, "ULN": claim.ULN}


def _milestone(milestone: Milestone) -> dict[str, Any]:
    assert milestone.moved is not None
    net = milestone.share * (1 - milestone.contribution)
    return {
        "payable": milestone.is_payable,
        "status": milestone.status,
        "share": _rate(milestone.share),
        "contribution": _rate(milestone.contribution),
        "contribution_source": milestone.contribution_source,
        "net_share_of_price": _rate(net),
        **_money(milestone.moved),
        "withheld": pounds(milestone.withheld),
        "because": because(milestone),
    }


def because(milestone: Milestone) -> list[str]:
    """Every reason for the status, as sentences."""
    kept = milestone.moved.kept if milestone.moved else None
    said = [f"Paid before and kept: {kept}."] if kept else []
    said += [unmet.message for unmet in milestone.unmet]
    said += [f"{fault.code}: {fault.message}" for fault in milestone.no_pay]
    said += [f"It cannot be judged: {missing}." for missing in milestone.missing]
    if milestone.is_payable and isinstance(milestone.verdict, Paid):
        said += milestone.verdict.because
    return said


def _money(moved: Movement) -> dict[str, str]:
    return {
        "amount": pounds(moved.entitlement),
        "previously_paid": pounds(moved.previously),
        "this_period": pounds(moved.this_period),
        "movement": moved.movement,
    }


def _no_pay(fault: Fault) -> dict[str, Any]:
    return {
        "code": fault.code,
        "message": fault.message,
        "AimSeqNumber": fault.AimSeqNumber,
        "fields": fault.fields,
        "blocks": list(fault.blocks),
        "source": fault.source,
    }


def _not_met(name: str, unmet: Any) -> dict[str, Any]:
    return {
        "milestone": name,
        "code": unmet.code,
        "message": unmet.message,
        "days_or_share": unmet.measure,
        "earliest_possible_date": _day(unmet.earliest),
        "source": condition_source(name, unmet.code),
    }


def condition_source(name: str, code: str) -> str:
    """Where the guide asks for a milestone condition; or which reading of ours does."""
    reason = reasons()[code]
    if not reason.statements:
        return f"our reading {reason.reading}, not a rule of the guide"
    return f"{GUIDE}, Payment milestone indicators, Milestone {name[1]}, {reason.statements.replace(' ', ', ')}"


def _to_do(fault: Fault) -> dict[str, Any]:
    return {
        "code": fault.code,
        "priority": fault.priority,
        "message": fault.message,
        "AimSeqNumber": fault.AimSeqNumber,
        "fields": fault.fields,
        "source": fault.source,
    }


def destination_record(claim: Claim) -> dict[str, Any]:
    """The destination of a bootcamp; the code may also be ``missing``, ``unresolved`` or ``not due``."""
    found: Destination | None = destinations().get(claim.destination)
    return {
        "wmca_code": claim.destination,
        "OutType": found.OutType if found else None,
        "OutCode": found.OutCode if found else None,
        "measure": found.measure if found else None,
        "measure_no": found.measure_no if found else None,
        "category": found.category if found else None,
        "esfa_category": found.esfa_category if found else None,
    }


def orphan_entry(orphan: Orphan) -> dict[str, Any]:
    """Milestone aims whose bootcamp is not in the files: nothing can be paid on them."""
    claim = orphan.claim
    allocated = orphan.terms.bootcamps.get(claim.names or "")
    named = " and ".join(claim.bootcamps) or "no bootcamp"
    unmet = [
        {
            "milestone": "M2" if aim.kind == "Z2" else "M3",
            "code": "MC-06",
            "message": f"{TITLES[aim.kind]} names {named}, but no such bootcamp of this learner is in the files given. "
            "If it was returned in an earlier ILR year, give that year's file as well; otherwise correct the "
            "provider specified field.",
            "days_or_share": None,
            "earliest_possible_date": None,
            "source": condition_source("M2" if aim.kind == "Z2" else "M3", "MC-06"),
        }
        for aim in orphan.aims
    ]
    no_pay = [fault for aim in orphan.aims for fault in aim.faults if fault.no_pay]
    to_do = [fault for aim in orphan.aims for fault in aim.faults if not fault.no_pay]
    return {
        **_who(claim),
        "bootcamp": {"LearnAimRef": claim.names, "LearnStartDate": None},
        "price": f"{allocated.price:.2f}" if allocated else None,
        "milestones": {
            name: {
                "payable": False,
                "status": "not reached",
                "share": _rate(share(name, orphan.terms.milestones)),
                "contribution": "0.00",
                "contribution_source": "none",
                "net_share_of_price": _rate(share(name, orphan.terms.milestones)),
                **_money(Movement(0, 0, "unchanged")),
                "withheld": "0.00",
                "because": [one["message"] for one in unmet if one["milestone"] == name]
                or ["The bootcamp is not in the files given."],
            }
            for name in MILESTONES
        },
        "no_pay": [_no_pay(fault) for fault in no_pay],
        "not_met": unmet,
        "to_do": [_to_do(fault) for fault in to_do],
        "destination": destination_record(claim),
    }


def _absent_entry(absent: Absent, settled: Settled) -> dict[str, Any]:
    """A bootcamp that was paid for and is no longer returned."""
    entry = absent.entry
    terms = settled.contracts.terms_for(entry.UKPRN)
    allocated = terms.bootcamps.get(entry.LearnAimRef)
    none = Movement(0, 0, "unchanged")
    return {
        "UKPRN": entry.UKPRN,
        "LearnRefNumber": entry.LearnRefNumber,
        "ULN": entry.ULN,
        "bootcamp": {"LearnAimRef": entry.LearnAimRef, "LearnStartDate": entry.LearnStartDate.isoformat()},
        "price": f"{allocated.price:.2f}" if allocated else None,
        "milestones": {
            name: {
                "payable": False,
                "status": "held" if absent.moved.get(name, none).kept else "not reached",
                "share": _rate(share(name, terms.milestones)),
                "contribution": "0.00",
                "contribution_source": "none",
                "net_share_of_price": _rate(share(name, terms.milestones)),
                **_money(absent.moved.get(name, none)),
                "withheld": "0.00",
                "because": [f"Paid before; the bootcamp is {absent.moved[name].kept or 'no longer returned'}."]
                if name in absent.moved
                else ["The bootcamp is no longer returned."],
            }
            for name in MILESTONES
        },
        "no_pay": [],
        "not_met": [],
        "to_do": [],
        "destination": {"wmca_code": "not due"}
        | dict.fromkeys(("OutType", "OutCode", "measure", "measure_no", "category", "esfa_category")),
    }


def amounts(entry: dict[str, Any]) -> dict[str, int]:
    """What an entry adds to its provider's totals, in pence: ``SUMMED``."""
    milestones = entry["milestones"]
    found = {name: _pence(milestones[name]["amount"]) for name in MILESTONES}
    return found | {what: sum(_pence(milestones[name][what]) for name in MILESTONES) for what in SUMMED[3:]}


class Sums:
    """The totals of the providers while entries come, in pence."""

    def __init__(self) -> None:
        self.of_providers: dict[int, dict[str, int]] = {}

    def add(self, entry: dict[str, Any]) -> None:
        """Add an entry."""
        self.add_amounts(entry["UKPRN"], amounts(entry))

    def add_amounts(self, ukprn: int, added: dict[str, int]) -> None:
        """Add the ``amounts`` of some entries of a provider."""
        held = self.of_providers.setdefault(ukprn, dict.fromkeys(SUMMED, 0))
        for what in SUMMED:
            held[what] += added[what]

    def totals(self, contracts: Contracts) -> list[dict[str, Any]]:
        """For each provider: what each milestone comes to, this period, withheld, and the contract's cap (AMB-50)."""
        none = {one.ukprn: dict.fromkeys(SUMMED, 0) for one in contracts.all}
        return [_total(ukprn, found, contracts) for ukprn, found in sorted((none | self.of_providers).items())]


def _total(ukprn: int, found: dict[str, int], contracts: Contracts) -> dict[str, Any]:
    contract = contracts.of(ukprn)
    cumulative = Decimal(sum(found[name] for name in MILESTONES)).scaleb(-2)
    most = contract.max_value if contract else None
    return {
        "UKPRN": ukprn,
        **{what: pounds(found[what]) for what in SUMMED},
        "cumulative": f"{cumulative:.2f}",
        "max_value": None if most is None else f"{most:.2f}",
        "cumulative_within_max_value": f"{cumulative if most is None else min(cumulative, most):.2f}",
    }


def _pence(money: str) -> int:
    return int(money.replace(".", ""))


def _goes_back(entry: dict[str, Any], name: str) -> bool:
    return bool(entry["milestones"][name]["movement"] == CLAWBACK)


def sign_offs(entry: dict[str, Any]) -> list[dict[str, Any]]:
    """The milestones of an entry whose money is to be taken back."""
    return [_sign_off(entry, name) for name in MILESTONES if _goes_back(entry, name)]


def _sign_off(entry: dict[str, Any], name: str) -> dict[str, Any]:
    """Money to be taken back: it goes on a list to be signed off before it reaches a statement (C.2)."""
    return {
        **{key: entry[key] for key in ("UKPRN", "LearnRefNumber", "ULN", "bootcamp")},
        "milestone": name,
        "this_period": entry["milestones"][name]["this_period"],
        "because": entry["milestones"][name]["because"],
    }


def _rate(rate: Decimal) -> str:
    """A share as text with at least two places: 0.36, 0.315."""
    exact = rate.normalize()
    return f"{exact:f}" if exact != round(exact, 2) else f"{exact:.2f}"


def _day(day: Any) -> str | None:
    return None if day is None else day.isoformat()


def summary_tables(answer: dict[str, Any]) -> list[Table]:
    """What people read: one row for each bootcamp, with what stops its milestones; then the totals."""
    columns = ("learner (ULN)", "bootcamp", "M1", "M2", "M3", "what stops it, what to do, and where the guide says so")
    rows = [_summary_row(entry) for entry in answer["bootcamps"]]
    keys = ("UKPRN", "M1", "M2", "M3", "this_period", "withheld")
    sums = [tuple(_cell(total[key]) for key in keys) for total in answer["totals"]]
    tables = [Table("pay", "Milestones, in pounds", columns, rows), Table("totals", "Totals in pounds", keys, sums)]
    if answer["sign_off"]:
        tables.append(_sign_off_table(answer["sign_off"]))
    waiting = sorted(
        {
            each["code"]
            for entry in answer["bootcamps"]
            for name in MILESTONES
            if _is_waiting(entry, name)
            for each in _not_met_of(entry, name)
        }
    )
    if waiting:
        meaning = [(code, reasons()[code].phrase) for code in waiting]
        tables.append(Table("codes", "Codes after not yet", ("code", "meaning"), meaning))
    return tables


def milestone_table(answer: dict[str, Any]) -> Table:
    """One row for each bootcamp and milestone: the CSV of ``pay``."""
    rows = [row for entry in answer["bootcamps"] for row in milestone_rows(entry)]
    return Table("pay", "Milestones", MILESTONE_COLUMNS, rows)


def milestone_rows(entry: dict[str, Any]) -> Iterator[tuple[Cell, ...]]:
    """The rows of a bootcamp's milestones, with ``MILESTONE_COLUMNS``."""
    for name, one in entry["milestones"].items():
        reasons_ = [*_no_pay_of(entry, name), *_not_met_of(entry, name)]
        first = (entry["UKPRN"], entry["LearnRefNumber"], entry["ULN"], *entry["bootcamp"].values())
        money = [_cell(one[key]) for key in MILESTONE_COLUMNS[9:15]]
        yield (
            *first, _cell(entry["price"]), name, one["payable"], one["status"], *money, one["movement"],
            _cell(one["withheld"]), " ".join(each["code"] for each in reasons_), " ".join(one["because"]),
            "; ".join(dict.fromkeys(each["source"] for each in reasons_)),
        )  # fmt: skip


def _summary_row(entry: dict[str, Any]) -> tuple[Any, ...]:
    said: list[str] = []
    for name, one in entry["milestones"].items():
        said += [sentence for sentence in _sentences(entry, name, one) if sentence not in said]
    attended = entry["bootcamp"]
    bootcamp = f"{attended['LearnAimRef'] or 'not named'}\n{attended['LearnStartDate'] or 'not in the files'}"
    learner = f"{entry['LearnRefNumber']}\n{entry['ULN']}"
    return (learner, bootcamp, *(_shown(entry, name) for name in MILESTONES), "\n".join(said))


def _shown(entry: dict[str, Any], name: str) -> str:
    """A milestone in a word or an amount."""
    one = entry["milestones"][name]
    if one["payable"]:
        return str(one["amount"])
    if one["status"] == "held":
        return f"held {one['amount']}"
    return "not yet" if _is_waiting(entry, name) else str(one["status"])


def _is_waiting(entry: dict[str, Any], name: str) -> bool:
    """Whether nothing is wrong with a milestone but that its time has not come or it has not been claimed."""
    return entry["milestones"][name]["status"] == "not reached" and not _is_unpaid_claim(
        entry, name, entry["milestones"][name]
    )


def _sentences(entry: dict[str, Any], name: str, one: dict[str, Any]) -> list[str]:
    """What stops a milestone: code, sentence and place in the guide."""
    if one["payable"]:
        return []
    if _is_waiting(entry, name):
        return [f"{name} not yet: {', '.join(each['code'] for each in _not_met_of(entry, name))}."]
    found = [*_no_pay_of(entry, name), *_not_met_of(entry, name)]
    if one["status"] in ("held", "not checkable") or not found:
        return [f"{name}: {' '.join(one['because'])}"]
    return [f"{each['code']}: {each['message']} [{each['source']}]" for each in found]


def _no_pay_of(entry: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return [each for each in entry["no_pay"] if name in each["blocks"]]


def _not_met_of(entry: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return [each for each in entry["not_met"] if each["milestone"] == name]


def _sign_off_table(sign_off: list[dict[str, Any]]) -> Table:
    rows = [
        (one["UKPRN"], str(one["ULN"]), one["bootcamp"]["LearnAimRef"], one["milestone"], Decimal(one["this_period"]))
        for one in sign_off
    ]
    columns = ("UKPRN", "ULN", "bootcamp", "milestone", "pounds")
    return Table("sign_off", "To be signed off: money to take back", columns, rows)


def _cell(value: Any) -> Any:
    return Decimal(value) if isinstance(value, str) else value


def has_unpaid_claims(answer: dict[str, Any]) -> bool:
    """Whether something claimed is not paid: a fault stops it, it is held or open, or a returned aim earns nothing.

    A milestone for which nothing has been returned yet is no claim, nor is one that only waits for its day.
    """
    return any(is_unpaid(entry) for entry in answer["bootcamps"])


def is_unpaid(entry: dict[str, Any]) -> bool:
    """Whether something claimed for a bootcamp is not paid."""
    return bool(entry["no_pay"]) or any(_is_unpaid_claim(entry, name, one) for name, one in entry["milestones"].items())


def _is_unpaid_claim(entry: dict[str, Any], name: str, one: dict[str, Any]) -> bool:
    if one["payable"]:
        return False
    codes = {unmet["code"] for unmet in entry["not_met"] if unmet["milestone"] == name}
    return one["status"] != "not reached" or not codes & NOT_CLAIMED


def notes(settled: Settled) -> list[str]:
    """What the reader should know besides: returns passed over, and money kept because a return may be incomplete."""
    kept = [_is_kept(_moved(one)) for one in settled.bootcamps]
    kept += [_is_kept(one.moved.values()) for one in settled.absent]
    return notes_of(settled.standing, settled.as_of, any(kept))


def notes_of(standing: Standing, as_of: date, is_kept: bool) -> list[str]:
    """The same of a run of which only this is known."""
    said = [
        f"{one.name} was prepared after {as_of.isoformat()}, so it was left out."
        for one in sorted(standing.later, key=lambda one: one.name)
    ]
    said += [
        f"{one.name} counts as an earlier return: a newer one of that provider and year was given."
        for one in sorted(standing.earlier, key=lambda one: one.name)
    ]
    if is_kept:
        said.append("Some money paid before is no longer supported by these files; it was kept: add --complete-return.")
    return said
