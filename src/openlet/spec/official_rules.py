"""The catalogue of official ILR validation rules, and which of them judges which field."""

from dataclasses import dataclass
from functools import cache

from openlet.spec.tables import all_rows


@dataclass(frozen=True, slots=True)
class OfficialRule:
    """One official rule with the department's own wording (Open Government Licence v3.0)."""

    rule: str
    severity: str
    category: str
    fields: str
    message: str
    wording: str


@cache
def official_rules() -> dict[str, OfficialRule]:
    """The official rules by code."""
    return {
        row["rule"]: OfficialRule(
            row["rule"], row["severity"], row["category"], row["fields"], row["message"], row["wording"]
        )
        for row in all_rows("rules.csv")
    }


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
