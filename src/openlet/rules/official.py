"""Declare a rule of the official ILR catalogue: severity, years and source come from ``spec/rules.csv``."""

from collections.abc import Callable
from typing import Any

from openlet.rules import BadRule, Severity, Source, Where, rule
from openlet.spec.official_rules import OfficialRule, official_rules

REJECTED, WARNED = 3, 5  # places of the to-do list: the national service refuses the record, or only warns


def official(
    code: str,
    *,
    on: str,
    shows: tuple[str, ...],
    message: str,
    about: str = "any",
    where: Where | None = None,
    needs: tuple[str, ...] = (),
    also: dict[str, Callable[..., Any]] | None = None,
    reads: tuple[str, ...] = (),
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare the function below as the official rule of that code (see ``openlet.rules.rule`` for the rest).

    Raises ``BadRule`` for a code that the catalogue does not have.
    """
    found = official_rules().get(code)
    if found is None:
        raise BadRule(f"{code} is not in the catalogue of official rules (spec/rules.csv)")
    return rule(
        code,
        on=on,
        severity=Severity(found.severity),
        shows=shows,
        message=message,
        source=source_of(found),
        about=about,
        where=where,
        needs=needs,
        also=also,
        priority=priority_of(found),
        reads=reads,
        first_year=found.first_year,
        last_year=found.last_year,
    )


def source_of(found: OfficialRule) -> Source:
    """Where an official rule stands."""
    return Source(found.document, found.category, found.rule)


def priority_of(found: OfficialRule) -> int:
    """The place of an official rule in the to-do list."""
    return REJECTED if found.severity == Severity.ERROR else WARNED
