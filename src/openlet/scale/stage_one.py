"""Stage one: one file by itself. Its findings, as a stream, and its claims."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Protocol

from openlet.contracts.terms import Contracts
from openlet.exchange.occupancy import OccupancyReport, Told, is_csv, occupancy_report
from openlet.facts import forget
from openlet.facts.aims import aim_kind
from openlet.facts.given import Given, ReturnedFile, given_for
from openlet.ilr.opening import Source, Unreadable
from openlet.ilr.reading import Heading, IlrFile, Item, heading
from openlet.ilr.records import DPOutcome, Learner, LearnerDestinationandProgression, LearningDelivery
from openlet.payments.claims import Claim, Fault, ReturnOf, claims_of
from openlet.reference.held import References
from openlet.rules import ABOUT, At, Checker, Finding, Outcome, Rule, Severity, book
from openlet.rules.whole import Mark
from openlet.rules.wording import place, worded

NOTHING_TOLD = Told()
OWN_MILESTONE = {"Z2": ("M2",), "Z3": ("M3",)}
Tick = Callable[[int], object]  # told how many records have been read since the last call
Top = Learner | LearnerDestinationandProgression
Late = list[tuple[Finding, Fault]]  # found at the end of a file
Records = Iterator[tuple[Top | None, list[Finding]]]  # each with what was found on it; None last: the file as a whole


class Onlooker(Protocol):
    """Sees all that is found in a file, record by record, and at last how the rules ended."""

    def see(self, record: Top | None, findings: list[Finding], given: Given) -> None:
        """One record with what was found on it; None: the file as a whole."""

    def end(self, outcomes: Iterable[Outcome], given: Given) -> None:
        """How each rule ended."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file whose head has been read: enough to plan the run. ``report`` is not None for an occupancy report."""

    source: Source
    heading: Heading
    sha256: str
    report: OccupancyReport | None = None

    @property
    def notes(self) -> Sequence[str]:
        """What the user should know of how the file was read."""
        return self.report.notes if self.report is not None else ()

    def read(self) -> IlrFile | OccupancyReport:
        """The file to be read: iterate for its learners; ``troubles`` are those of the file itself."""
        return self.report if self.report is not None else IlrFile(self.source)

    @property
    def prepared(self) -> date | None:
        """``FilePreparationDate``, or None where the header has none that can be read."""
        details = self.heading.header.CollectionDetails if self.heading.header else None
        return details.FilePreparationDate if details else None

    @property
    def ukprn(self) -> int | None:
        """The provider of the header."""
        maker = self.heading.header.Source if self.heading.header else None
        return maker.UKPRN if maker else None

    def returned_file(self) -> ReturnedFile:
        """The file as the rules on a whole file see it."""
        head = self.heading
        return ReturnedFile(self.source.xml_name, self.source.archive_name, head.header, head.provider)

    def returned(self, as_of: date) -> ReturnOf:
        """Which return this is."""
        maker = self.heading.header.Source if self.heading.header else None
        made = f"{(maker.DateTime if maker else None) or ''} {(maker.SerialNo if maker else None) or ''}"
        return ReturnOf(self.ukprn, self.heading.year.code, self.prepared or as_of, made, self.source.name, self.sha256)


def open_ilr_file(source: Source) -> Opened:
    """Read the head of an ILR file, and of nothing else. Raises ``Unreadable``."""
    if is_csv(source):
        raise Unreadable(f"{source.name} is a CSV file. Give the ILR file itself: XML, or a ZIP with one.")
    return Opened(source, heading(source), source.sha256())


def open_again(source: Source, sha256: str) -> Opened:
    """An ILR file whose hash is known. Raises ``Unreadable``."""
    return Opened(source, heading(source), sha256)


def open_file(source: Source, told: Told = NOTHING_TOLD) -> Opened:
    """Read the head of a file, or a whole occupancy report. Raises ``Unreadable``."""
    report = occupancy_report(source, told)
    if report is not None:
        return Opened(source, Heading(report.year, report.header, report.provider), source.sha256(), report)
    return open_ilr_file(source)


def day_of_run(files: Iterable[Opened], as_of: date | None) -> date:
    """The day of the run: as given, or the newest preparation date; never the clock. Raises ``Unreadable``."""
    if as_of is not None:
        return as_of
    listed = list(files)
    for opened in listed:
        if opened.prepared is None:
            raise Unreadable(
                f"{opened.source.name} has no FilePreparationDate that can be read. Correct it, or say --as-of DATE."
            )
    return max(opened.prepared for opened in listed if opened.prepared is not None)


class FileCheck:
    """The check of one file: iterate for its findings; afterwards ``outcomes`` and the counts are known."""

    def __init__(
        self,
        opened: Opened,
        contracts: Contracts | None,
        as_of: date,
        rules: Iterable[Rule] | None = None,
        now: datetime | None = None,
        account_ukprn: int | None = None,
        references: References | None = None,
    ):
        self.opened = opened
        given = given_for(contracts, opened.heading.year, as_of, opened.prepared or as_of, opened.ukprn)
        self.given: Given = replace(
            given,
            file=opened.returned_file() if opened.report is None else None,
            is_whole=opened.report is None,
            now=now,
            account_ukprn=account_ukprn,
            references=references or References(),
        )
        self.checker = Checker(self.given, rules if rules is not None else book())
        self.learners = 0
        self.deliveries = 0

    @property
    def outcomes(self) -> dict[str, Outcome]:
        """How each rule ended."""
        return self.checker.outcomes

    def __iter__(self) -> Iterator[Finding]:
        """Every finding, learner by learner, then those on the file as a whole. Raises ``Unreadable``."""
        for _, findings in self.records():
            yield from findings

    def records(self, tick: Tick | None = None) -> Iterator[tuple[Top | None, list[Finding]]]:
        """Each record with its findings; last None with those on the file as a whole. Raises ``Unreadable``."""
        ilr = self.opened.read()
        yield from self.judged(ilr, tick)
        yield None, self.checker.troubles(ilr.troubles) + self.checker.finish()

    def judged(self, items: Iterable[Item], tick: Tick | None = None) -> Records:
        """Each record with its findings, without what can only be said of the file as a whole."""
        for item in items:
            if isinstance(item.record, Learner):
                self.learners += 1
                self.deliveries += len(item.record.LearningDelivery)
            yield item.record, self.checker.item(item)
            if isinstance(item.record, Learner):
                forget(item.record)
            if tick is not None:
                tick(1)


def file_record(one: Opened, check: FileCheck) -> dict[str, Any]:
    """A file as the document of ``check`` names it."""
    return {
        "name": one.source.name,
        "sha256": one.sha256,
        "year": one.heading.year.year,
        "UKPRN": one.ukprn,
        "learners": check.learners,
        "learning_deliveries": check.deliveries,
    }


@dataclass(frozen=True, slots=True)
class FileClaims:
    """What stage one hands on of a file for payment; ``destinations`` are the outcomes returned, by LearnRefNumber."""

    returned: ReturnOf
    learners: int
    deliveries: int
    claims: list[Claim]
    outcomes: dict[str, Outcome]
    destinations: dict[str | None, tuple[DPOutcome, ...]] = field(default_factory=dict)


def stage_one(
    opened: Opened, contracts: Contracts, as_of: date, tick: Tick | None = None, onlooker: Onlooker | None = None
) -> FileClaims:
    """The claims of one file, each with its no-pay reasons and to-do items. Raises ``Unreadable``.

    With an ``onlooker``, who sees all that is found, every rule is run, not only those that payments rest on.
    """
    check = FileCheck(opened, contracts, as_of, wmca_rules() if onlooker is None else None)
    returned = opened.returned(as_of)
    claims = claims_found(_shown(check, check.records(tick), onlooker), check.given, returned)
    return FileClaims(
        returned,
        check.learners,
        check.deliveries,
        without_hidden(without_crashed_rules(claims, check.outcomes, check.given), check.outcomes, check.given),
        check.outcomes,
        check.checker.whole.outcomes,
    )


def look_back(opened: Opened, contracts: Contracts, as_of: date, onlooker: Onlooker) -> None:
    """Show an onlooker what there was to find in an earlier return in its time: on the day that it was prepared.

    Raises ``Unreadable``.
    """
    check = FileCheck(opened, contracts, min(opened.prepared or as_of, as_of))
    for _ in _shown(check, check.records(), onlooker):
        pass  # the onlooker has seen it


def _shown(check: FileCheck, records: Records, onlooker: Onlooker | None) -> Records:
    """The records of a check as they come, an onlooker seeing each."""
    for record, findings in records:
        if onlooker is not None:
            onlooker.see(record, findings, check.given)
        yield record, findings
    if onlooker is not None:
        onlooker.end(check.outcomes.values(), check.given)


def claims_found(
    records: Iterable[tuple[Top | None, list[Finding]]],
    given: Given,
    returned: ReturnOf,
) -> list[Claim]:
    """The claims of records that have been checked, in the order of a file: None last, with what is on the whole."""
    claims: list[Claim] = []
    late: Late = []
    for record, findings in records:
        said = faults_of(findings, given)
        if isinstance(record, Learner):
            found = [(_aim(finding), fault) for finding, fault in said]
            claims += claims_of(record, found, given, returned)
        else:
            late += said
    return with_late(claims, late, given)


def faults_of(findings: Iterable[Finding], given: Given) -> Late:
    """The findings that payments rest on, each with the fault that it is."""
    return [(finding, fault_of(finding, given)) for finding in findings if _is_wmca(finding, given)]


def wmca_rules() -> tuple[Rule, ...]:
    """The rules that payments and the to-do list rest on."""
    return tuple(made for made in book() if made.severity in (Severity.NO_PAY, Severity.TO_DO))


def fault_of(finding: Finding, given: Given) -> Fault:
    """A finding as a payment needs it, in words."""
    aim = _aim(finding)
    made = finding.rule
    kind = aim_kind(aim, given) if aim is not None else None
    sentence, shown = worded(finding, given)
    return Fault(
        code=made.code,
        no_pay=made.severity_for(given) == Severity.NO_PAY,
        message=sentence,
        source=str(made.source),
        blocks=OWN_MILESTONE.get(kind or "", made.blocks),
        priority=made.priority,
        AimSeqNumber=place(finding, given)["AimSeqNumber"],
        fields=shown,
    )


def _is_wmca(finding: Finding, given: Given) -> bool:
    return finding.rule.severity_for(given) in (Severity.NO_PAY, Severity.TO_DO)


def _aim(finding: Finding) -> LearningDelivery | None:
    return next((record for record in finding.chain if isinstance(record, LearningDelivery)), None)


def with_late(claims: list[Claim], late: Late, given: Given) -> list[Claim]:
    """Add what was only found at the end of the file: on the whole return, and on destination records."""
    by_reference: dict[str | None, list[tuple[Finding, Fault]]] = {}
    for finding, fault in late:
        by_reference.setdefault(place(finding, given)["LearnRefNumber"], []).append((finding, fault))
    if not by_reference:
        return claims
    return [
        replace(
            claim,
            faults=(
                *claim.faults,
                *(fault for finding, fault in by_reference.get(claim.LearnRefNumber, ()) if _concerns(finding, claim)),
            ),
        )
        for claim in claims
    ]


def _concerns(finding: Finding, claim: Claim) -> bool:
    """Whether a finding at the end of the file is on this claim's aim, or on the learner as a whole."""
    mark = finding.chain[0] if finding.chain else None
    if isinstance(mark, Mark) and mark.LearnAimRef is not None:
        return (mark.AimSeqNumber, mark.LearnAimRef) == (claim.AimSeqNumber, claim.LearnAimRef)
    return claim.kind == "BC"


def without_crashed_rules(claims: list[Claim], outcomes: dict[str, Outcome], given: Given) -> list[Claim]:
    """The claims; a no-pay rule that crashed leaves every payment of the file open: it never counts as clean."""
    crashed = tuple(
        f"rule {code} could not be run ({outcome.reason})"
        for code, outcome in outcomes.items()
        if outcome.crashed and outcome.rule.severity_for(given) == Severity.NO_PAY
    )
    return [replace(claim, unknown=claim.unknown + crashed) for claim in claims] if crashed else claims


def without_hidden(claims: list[Claim], outcomes: dict[str, Outcome], given: Given) -> list[Claim]:
    """The claims; where a no-pay rule turned on what the source of the records does not show, nothing can be paid."""
    if given.is_whole:
        return claims
    said: dict[At, list[tuple[Rule, str]]] = defaultdict(list)
    for code, outcome in outcomes.items():
        if outcome.rule.severity_for(given) == Severity.NO_PAY:
            for element, places in outcome.lacking.items():
                text = f"{element} is not shown in an occupancy report, so {code} cannot be judged"
                for place_of_rule in places:
                    said[place_of_rule].append((outcome.rule, text))
    return [replace(claim, unknown=claim.unknown + _hidden_from(claim, said)) for claim in claims]


def _hidden_from(claim: Claim, said: dict[At, list[tuple[Rule, str]]]) -> tuple[str, ...]:
    """What is not shown of the claim's aim, or of its learner."""
    places = ((claim.LearnRefNumber, claim.AimSeqNumber), (claim.LearnRefNumber, None), (None, None))
    found = [one for one_place in dict.fromkeys(places) for one in said.get(one_place, ())]
    return tuple(text for rule, text in found if not ABOUT[rule.about] or claim.kind in ABOUT[rule.about])
