"""The catalogue of official ILR validation rules, and which of them judges which field."""

from dataclasses import dataclass
from functools import cache

from openlet.spec.tables import all_rows
from openlet.spec.years import year_of

LICENCE = "Open Government Licence v3.0"


@dataclass(frozen=True, slots=True)
class OfficialRule:
    """One official rule with the department's own wording (Open Government Licence v3.0).

    ``severity`` is "error" or "warning". ``listed`` is the year of the list it stands in (2526);
    ``first_year`` and ``last_year`` (2324) are None where no limit was found.
    ``scope`` says whether the rule can hit a bootcamp provider: "yes", "needs-reference-data" or "no".
    ``confidence`` is "official" where the wording is that of the official list; for rules that ended
    before, it says how sure we are of them, and ``evidence`` where they are taken from.
    """

    rule: str
    severity: str
    category: str
    fields: str
    message: str
    wording: str
    exclusions: str
    scope: str
    listed: int
    first_year: int | None
    last_year: int | None
    confidence: str
    evidence: str

    @property
    def document(self) -> str:
        """The official list that the rule stands in."""
        return f"ILR validation rules {year_of(str(self.listed))}"


@cache
def official_rules() -> dict[str, OfficialRule]:
    """The official rules by code."""
    return {row["rule"]: _official_rule(row) for row in all_rows("rules.csv")}


def _official_rule(row: dict[str, str]) -> OfficialRule:
    years = {name: int(row[name]) if row[name] else None for name in ("listed", "first_year", "last_year")}
    return OfficialRule(**{**row, **years})  # type: ignore[arg-type]


@cache
def not_built() -> dict[str, str]:
    """The active official rules that OpenLET does not have, each with the reason."""
    return {row["rule"]: row["reason"] for row in all_rows("not_built.csv")}


@cache
def _field_definitions() -> dict[tuple[str, str], str]:
    return {
        (rule.fields.lower(), rule.rule.rpartition("_")[2]): rule.rule
        for rule in official_rules().values()
        if rule.rule.startswith("FD_")
    }


def field_definition(entity: str, element: str, kind: str) -> str | None:
    """The official FD_ rule for a field and a kind of fault, or None where there is none.

    ``kind`` is AL (length), AP (pattern), AR (range), MA (mandatory) or EO (occurrences of an entity).
    """
    return _field_definitions().get((f"{entity}.{element}".lower(), kind))
