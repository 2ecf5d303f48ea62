"""Settle worlds (plain dicts, see ``reference.py``) and invented records with the real program."""

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from openlet.contracts.reading import read_contract
from openlet.contracts.terms import Contract, Contracts
from openlet.ilr.opening import Source
from openlet.ilr.records import Learner, LearnerEmploymentStatus, LearningDelivery, PriorAttain
from openlet.payments.ledger import Entry, Ledger
from openlet.payments.settled import Settled, movements
from openlet.reports.pay import document
from openlet.scale.stage_one import day_of_run, open_file, stage_one
from openlet.scale.stage_two import stage_two
from tests import make
from tests.payments import reference
from tests.payments.reference import Thing

YEARS = {2324: "2023-24", 2425: "2024-25"}
OTHER_UKPRN = 10999992


@cache
def terms(ukprn: int, prices: tuple[tuple[str, str], ...], readings: str = "") -> Contract:
    """A contract read by the real reader: the usual windows, these prices."""
    tables = "\n".join(
        f'[[contract.bootcamp]]\nlearn_aim_ref = "{ref}"\nprice_per_learner = "{price}"' for ref, price in prices
    )
    text = f"""
[contract]
id = "EXAMPLE-{ukprn}"
ukprn = {ukprn}
start_from = 2024-04-01
start_to = 2025-03-31
planned_end_from = 2024-04-15
planned_end_to = 2025-07-31

{tables}

[readings]
{readings}
"""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "contract.toml"
        path.write_text(text, encoding="utf-8")
        return read_contract(path)


# Worlds.


def contracts_of(world: Thing) -> Contracts:
    """The contracts of a world, with its readings."""
    given: Thing = {}
    for key, value in world["readings"].items():
        given[key] = frozenset(value) if isinstance(value, list) else value
    made = []
    for one in world["contracts"]:
        prices = tuple((ref, terms_of["price"]) for ref, terms_of in one["bootcamps"].items())
        contract = terms(one["ukprn"], prices)
        made.append(replace(contract, readings=replace(contract.readings, **given), areas=reference.AREAS))
    return Contracts(tuple(made))


def record(learner: Thing) -> Learner:
    """A learner of a world as a record."""
    made = make.learner(
        *(delivery(aim) for aim in learner["aims"]),
        LearnRefNumber=learner["ref"],
        PrevLearnRefNumber=learner["prev"],
        ULN=learner["uln"],
        DateOfBirth=learner["dob"],
        PriorAttain=[PriorAttain(PriorLevel=5, DateLevelApp=learner["prior"])] if learner["prior"] else [],
        LearnerEmploymentStatus=[
            LearnerEmploymentStatus(EmpStat=code, DateEmpStatApp=day) for code, day in learner["emp"]
        ],
    )
    _spoil(made, learner["unreadable"])
    return made


def delivery(aim: Thing) -> LearningDelivery:
    """An aim of a world as a record."""
    made = make.aim(
        LearnAimRef=aim["ref"],
        AimSeqNumber=aim["seq"],
        LearnStartDate=aim["start"],
        OrigLearnStartDate=aim["orig"],
        LearnPlanEndDate=aim["planned"],
        LearnActEndDate=aim["actual"],
        CompStatus=aim["status"],
        Outcome=aim["outcome"],
        LSDPostcode=aim["lsd"],
        LearningDeliveryFAM=make.fams(
            f"SOF{aim['sof']}", *(f"FFI{one}" for one in aim["ffi"]), *(f"DAM{one}" for one in aim["dam"])
        ),
        ProviderSpecDeliveryMonitoring=make.boxes(*aim["psm"]),
    )
    _spoil(made, aim["unreadable"])
    return made


def _spoil(made: Any, elements: Sequence[str]) -> None:
    for element in elements:
        setattr(made, element, None)
        made.raw = {**(made.raw or {}), element: "?"}


def text_of(file: Thing) -> str:
    """A file of a world as ILR XML."""
    return make.xml([record(one) for one in file["learners"]], YEARS[file["year"]], file["prepared"], file["ukprn"])


def settle_world(world: Thing, ledger: Ledger | None = None) -> Settled:
    """Write, read, judge and settle a world."""
    return settled(
        [text_of(file) for file in world["files"]], contracts_of(world), ledger, world["as_of"], world["complete"]
    )


# Texts.


def settled(
    texts: Iterable[str],
    contracts: Contracts | None = None,
    ledger: Ledger | None = None,
    as_of: date | None = None,
    complete: bool = False,
    names: Sequence[str] = (),
) -> Settled:
    """Settle ILR files given as texts, through both stages."""
    contracts = contracts or Contracts((make.contract(),))
    sources = [Source(names[at] if names else f"return-{at}.xml", None, text.encode()) for at, text in enumerate(texts)]
    opened = [open_file(source) for source in sources]
    day = day_of_run(opened, as_of)
    files = [stage_one(one, contracts, day) for one in opened]
    return stage_two(files, contracts, ledger or Ledger(), day, complete)


def pay(*learners: Learner, readings: str = "", prepared: date = make.AS_OF, **more: Any) -> Thing:
    """The JSON document for one return of some learners; ``more`` goes to ``settled``."""
    contracts = Contracts((make.contract(readings),))
    return document(settled([make.xml(learners, prepared=prepared)], contracts, **more))


def bootcamp(answer: Thing, ref: str = make.BOOTCAMP, start: date | None = None, ukprn: int | None = None) -> Thing:
    """The one entry of a bootcamp."""
    found = [
        one
        for one in answer["bootcamps"]
        if one["bootcamp"]["LearnAimRef"] == ref
        and (start is None or one["bootcamp"]["LearnStartDate"] == start.isoformat())
        and (ukprn is None or one["UKPRN"] == ukprn)
    ]
    assert len(found) == 1, answer["bootcamps"]
    entry: Thing = found[0]
    return entry


def milestone(answer: Thing, name: str, **which: Any) -> Thing:
    """One milestone of the one entry of a bootcamp."""
    found: Thing = bootcamp(answer, **which)["milestones"][name]
    return found


def codes(entry: Thing, name: str) -> set[str]:
    """The MC codes of a milestone and the NP codes that stop it."""
    unmet = {one["code"] for one in entry["not_met"] if one["milestone"] == name}
    return unmet | {one["code"] for one in entry["no_pay"] if name in one["blocks"]}


def said(entry: Thing, name: str) -> tuple[str, str, set[str]]:
    """Status, amount and codes of a milestone: what most tests are about."""
    one = entry["milestones"][name]
    return one["status"], one["amount"], codes(entry, name)


def entry(name: str = "M1", pence: int = 120000, **other: Any) -> Entry:
    """A movement in the ledger for the usual bootcamp."""
    usual: Thing = {
        "ULN": make.ULN,
        "UKPRN": make.UKPRN,
        "LearnRefNumber": "L0001",
        "LearnAimRef": make.BOOTCAMP,
        "LearnStartDate": make.START,
        "milestone": name,
        "pence": pence,
        "year": 2324,
        "reason": "new",
    }
    return Entry(**{**usual, **other})


def ledger_of(*entries: Entry) -> Ledger:
    """A ledger that holds these movements."""
    made = Ledger()
    made.add(entries)
    return made


def moves(found: Settled) -> list[Thing]:
    """What a run adds to the ledger, as dicts of the reference."""
    return [
        {
            "uln": one.ULN,
            "ukprn": one.UKPRN,
            "lrn": one.LearnRefNumber,
            "ref": one.LearnAimRef,
            "start": one.LearnStartDate,
            "m": one.milestone,
            "pence": one.pence,
            "year": one.year,
            "as_of": found.as_of,
        }
        for one in movements(found)
    ]


def pence(text: str) -> int:
    """Pounds as text in pence."""
    return int(Decimal(text) * 100)
