"""Examples of rules, taken from the tables of their tests by ``docs/make.py``."""

from dataclasses import dataclass
from functools import cache

from openlet.spec.tables import all_rows


@dataclass(frozen=True, slots=True)
class Example:
    """One case of a rule: what is the case, in a few words, and whether the rule fires."""

    sentence: str
    fires: bool


@cache
def _by_rule() -> dict[str, tuple[Example, ...]]:
    found: dict[str, tuple[Example, ...]] = {}
    for row in all_rows("examples.csv"):
        found[row["rule"]] = (*found.get(row["rule"], ()), Example(row["sentence"], row["fires"] == "Y"))
    return found


def examples(code: str) -> tuple[Example, ...]:
    """The examples of a rule, none for rules that are made from the specification."""
    return _by_rule().get(code, ())
