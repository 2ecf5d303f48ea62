"""Anonymise returns and hold the copies against the originals."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from openlet.contracts.terms import Contracts
from openlet.ilr.opening import Source
from openlet.invented.anonymous import Disguise, Wanted, look_through, write_anonymous
from openlet.payments.ledger import Ledger
from openlet.reference.areas import AreaLookup
from openlet.reports.pay import document
from openlet.rules.wording import place
from openlet.scale.stage_one import FileCheck, open_file, stage_one
from openlet.scale.stage_two import stage_two
from openlet.spec.scheme import terms

WHO = {"LearnRefNumber", "ULN"}  # what of a place becomes another
SAID = {"message", "fields", "because", "sha256", "name"}  # what may hold a value that has become another
PERSONAL = (
    "ULN", "LearnRefNumber", "PrevLearnRefNumber", "FamilyName", "GivenNames", "NINumber", "PostcodePrior", "Postcode",
    "AddLine1", "AddLine2", "AddLine3", "AddLine4", "TelNo", "Email", "LSDPostcode", "DelLocPostCode", "SWSupAimId",
    "ProvSpecLearnMon", "EmpId",
)  # fmt: skip
SHORTEST = 5  # signs
CONTRIBUTIONS = frozenset(terms()["contributions"])


def source(content: str | bytes, name: str = "test.xml") -> Source:
    return Source(name, None, content.encode() if isinstance(content, str) else content)


def copies(sources: Sequence[Source], seed: str = "seed", **wanted: Any) -> list[Source]:
    """The copies of files that are given together."""
    usual: dict[str, Any] = {"areas": AreaLookup(), "texts": CONTRIBUTIONS}
    disguise = Disguise(Wanted(seed.encode(), **(usual | wanted)), look_through(sources))
    made = []
    for one in sources:
        out = bytearray()
        write_anonymous(one, disguise, out.extend)
        made.append(Source(one.name, None, bytes(out)))
    return made


def copy_of(content: str | bytes, seed: str = "seed", **wanted: Any) -> str:
    """The copy of one file."""
    (made,) = copies([source(content)], seed, **wanted)
    return (made.content or b"").decode()


def findings(one: Source, contracts: Contracts | None, day: date) -> list[tuple[Any, ...]]:
    """The code and the place of everything found in a file, and how each rule ended."""
    check = FileCheck(open_file(one), contracts, day)
    found: list[tuple[Any, ...]] = []
    for finding in check:
        where = {name: value for name, value in place(finding, check.given).items() if name not in WHO}
        found.append((finding.rule.code, *where.values()))
    ended = [(code, outcome.status, outcome.count, outcome.why()) for code, outcome in check.outcomes.items()]
    return sorted(found, key=str) + ended


def payments(sources: Sequence[Source], contracts: Contracts, day: date) -> list[Any]:
    """All that ``pay`` says, without who it is about and in an order that does not depend on that."""
    files = [stage_one(open_file(one), contracts, day) for one in sources]
    answer = document(stage_two(files, contracts, Ledger(), day, False))
    return [sorted(map(str, _without_who(answer["bootcamps"]))), answer["totals"]]


def _without_who(said: Any) -> Any:
    if isinstance(said, dict):
        return {name: _without_who(value) for name, value in said.items() if name not in WHO | SAID}
    return [_without_who(one) for one in said] if isinstance(said, list) else said


def values(content: bytes | str, element: str) -> list[str]:
    """The texts of an element in a file, in order."""
    text = content.decode() if isinstance(content, bytes) else content
    return re.findall(f"<{element}>([^<]*)</{element}>", text)


def remaining(originals: Sequence[bytes], copies: Sequence[bytes], *but: str) -> list[str]:
    """The personal texts of files that stand anywhere in the copies; those of fewer than five signs say little."""
    texts = {text for one in originals for element in PERSONAL for text in values(one, element)} - set(but)
    everything = "\n".join(one.decode() for one in copies)
    begins = {everything[at : at + SHORTEST] for at in range(len(everything))}  # to search for few of them only
    return sorted(text for text in texts if text[:SHORTEST] in begins and len(text) >= SHORTEST and text in everything)
