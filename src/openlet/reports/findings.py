"""The findings of ``check``: rows, the JSON document, and the summary that people read."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from openlet import __version__
from openlet.facts.given import Given
from openlet.reference.areas import edition
from openlet.reports.held import HeldText
from openlet.reports.tables import MARKING, Table, safe
from openlet.rules import NEEDS, Finding, Outcome, Status, rule_set
from openlet.rules.wording import place, worded
from openlet.spec.scheme import reasons

COLUMNS = (
    "severity", "rule", "file", "line", "UKPRN", "LearnRefNumber", "ULN", "AimSeqNumber", "LearnAimRef",
    "fields", "message", "source",
)  # fmt: skip
as_json = json.JSONEncoder(ensure_ascii=False).encode
SHOWN_OF_A_RULE = 50
Ended = tuple[Status, str | None]  # of a rule on a file, and why
SEVERITIES = ("schema", "no-pay", "error", "warning", "to-do")


def finding_record(finding: Finding, given: Given, file: str, with_names: bool) -> dict[str, Any]:
    """One finding in the shape of ``interfaces.md``."""
    message, fields = worded(finding, given, with_names)
    return {
        "rule": finding.rule.code,
        "severity": str(finding.rule.severity_for(given)),
        "file": file,
        **place(finding, given),
        "fields": fields,
        "message": message,
        "source": str(finding.rule.source),
    }


@dataclass(slots=True)
class RulesRun:
    """How each rule ended over all files together: of each rule the ways in which it ended, each with how often."""

    counts: Counter[str] = field(default_factory=Counter)
    statuses: dict[str, "Counter[Ended]"] = field(default_factory=dict)

    def add(self, outcomes: Iterable[Outcome]) -> None:
        """Take in how the rules ended on one file."""
        for outcome in outcomes:
            self.add_ended(outcome.rule.code, outcome.status, outcome.why(), outcome.count)

    def add_ended(self, code: str, status: Status, why: str | None, count: int) -> None:
        """Take in how one rule ended on one file."""
        self.counts[code] += count
        self.statuses.setdefault(code, Counter())[status, why] += 1

    def records(self) -> list[dict[str, Any]]:
        """One entry for each rule: crashed if on any file, then found, clean, skipped (with its reason).

        The no-pay reasons that only a settlement can decide (NP-11 to NP-13) are listed as skipped.
        """
        settled = [code for code in reasons() if code.startswith("NP") and code not in self.statuses]
        skipped = [{"rule": code, "status": str(Status.SKIPPED), "reason": NEEDS["settlement"]} for code in settled]
        return sorted(
            [*(self._record(code) for code in self.statuses), *skipped], key=lambda record: str(record["rule"])
        )

    def crashed(self) -> list[str]:
        """The rules that crashed on any file."""
        return [code for code in sorted(self.statuses) if self._status(code)[0] is Status.CRASHED]

    def _status(self, code: str) -> "Ended":
        ended = self.statuses[code]
        for status in (Status.CRASHED, Status.FOUND):
            found = next((way for way in ended if way[0] is status), None)
            if found is not None:
                return found
        return _partly(ended) if any(status is not Status.CLEAN for status, _ in ended) else next(iter(ended))

    def _record(self, code: str) -> dict[str, Any]:
        status, why = self._status(code)
        record: dict[str, Any] = {"rule": code, "status": str(status)}
        if self.counts[code]:
            record["count"] = self.counts[code]
        if why:
            record["reason"] = why
        return record


def _partly(ended: "Counter[Ended]") -> Ended:
    """A rule that was clean on some files and skipped on others: clean, with the reason why not everywhere."""
    skipped = {why: times for (status, why), times in ended.items() if status is Status.SKIPPED}
    first, count = next(iter(skipped)), sum(skipped.values())
    if count == ended.total():
        return Status.SKIPPED, first
    return Status.CLEAN, f"skipped on {count} of {ended.total()} files: {first}"


class FindingsJson:
    """The JSON document of ``check``, written finding by finding."""

    def __init__(self) -> None:
        self.held = HeldText()
        self.held.write(self.head())
        self._comma = ""

    def add(self, record: dict[str, Any]) -> None:
        """Add one finding."""
        self.held.write(f"{self._comma}{self.one(record)}")
        self._comma = ","

    def finish(self, files: list[dict[str, Any]], as_of: str, rules_run: list[dict[str, Any]]) -> HeldText:
        """Add what is known at the end."""
        self.held.write(self.foot(files, as_of, rules_run))
        return self.held

    @staticmethod
    def head() -> str:
        """What comes before the findings."""
        return (
            f'{{"openlet": {json.dumps(__version__)}, "rules": {json.dumps(rule_set())}, '
            f'"marking": "{MARKING}", "findings": ['
        )

    @staticmethod
    def one(record: dict[str, Any]) -> str:
        """A finding; a comma stands between two."""
        return f"\n {as_json(record)}"

    @staticmethod
    def foot(files: list[dict[str, Any]], as_of: str, rules_run: list[dict[str, Any]]) -> str:
        """What comes after the findings."""
        rest = {"as_of": as_of, "postcodes": edition(), "files": files, "rules_run": rules_run}
        return "],\n " + json.dumps(rest, ensure_ascii=False)[1:] + "\n"


class FindingsCsv:
    """The CSV of ``check``, written finding by finding."""

    def __init__(self) -> None:
        self.held = HeldText()
        self._writer = csv.writer(self.held, lineterminator="\r\n")
        self._writer.writerow((*COLUMNS, "marking"))

    def add(self, record: dict[str, Any]) -> None:
        """Add one finding."""
        self._writer.writerow(_cells(record))

    @staticmethod
    def lines(records: Iterable[dict[str, Any]]) -> str:
        """The lines of some findings, without the head."""
        held = io.StringIO(newline="")
        csv.writer(held, lineterminator="\r\n").writerows(map(_cells, records))
        return held.getvalue()


def _cells(record: dict[str, Any]) -> list[str]:
    return [*map(safe, row(record)), MARKING]


def row(record: dict[str, Any]) -> list[Any]:
    """A finding as the cells of a table."""
    shown = "; ".join(f"{name}={'' if value is None else value}" for name, value in record["fields"].items())
    return [shown if column == "fields" else record[column] for column in COLUMNS]


class FindingsSummary:
    """What people read: counts by rule, and the first findings of each rule."""

    def __init__(self, most: int = SHOWN_OF_A_RULE) -> None:
        self.most = most
        self.counts: Counter[tuple[str, str]] = Counter()
        self.first: dict[str, list[list[Any]]] = {}

    def wants(self, finding: Finding, given: Given) -> bool:
        """Count a finding; whether it is to be shown as well."""
        return self.wants_one(str(finding.rule.severity_for(given)), finding.rule.code)

    def wants_one(self, severity: str, code: str) -> bool:
        """The same of a finding of which this is known."""
        self.counts[severity, code] += 1
        return len(self.first.setdefault(code, [])) < self.most

    def add(self, record: dict[str, Any]) -> None:
        """Keep one finding to show."""
        columns = ("file", "line", "LearnRefNumber", "AimSeqNumber", "message")
        self.first[record["rule"]].append([record["severity"], record["rule"], *(record[name] for name in columns)])

    def tables(self) -> list[Table]:
        """A table of counts and one of findings, gravest first."""
        ordered = sorted(self.counts, key=lambda key: (SEVERITIES.index(key[0]), key[1]))
        counts = [(severity, code, self.counts[severity, code]) for severity, code in ordered]
        shown = [one for _, code in ordered for one in self.first.get(code, [])]
        return [
            Table("findings", "Findings", ("severity", "rule", "file", "line", "learner", "aim", "message"), shown),
            Table("counts", "Counts by rule", ("severity", "rule", "findings"), counts),
        ]
