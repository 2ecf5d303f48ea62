"""The WMCA scheme as data: its terms, readings, reason codes, destination codes and the guide's fields."""

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from openlet.spec import pack
from openlet.spec.pack import remembered
from openlet.spec.tables import Row, all_rows, packaged, rows_of

FOLDER = "schemes/wmca_wave5"
GUIDE = "WMCA Wave 5 guidance v1.0"
WHOLE = {"contributions"}  # a table of terms that a rule pack says as a whole, since its keys are no names of ours
# Terms by which modules and rules are made; only another version of the program changes them.
FIXED = {
    "aims": {"milestone_2", "milestone_3"},
    "codes": {
        "minimum_age", "source_of_funding", "delivery_exclusion_dam", "out_of_area_dam", "low_wage_dam", "aim_type",
        "restart", "withdrawn_lldd", "withdrawn_benefits", "withdrawn_intensities", "outcomes", "outcomes_unfinished",
    },
    "destinations": {"social_type", "voluntary_type"},
    "fund_models": {"changed_on"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason for which a milestone is not paid: NP-nn (a rule failure) or MC-nn (a condition not met).

    ``is_lasting``: nothing that the provider can still do earns the money, unless the record itself is wrong.
    ``met`` says of a condition of some ``milestones`` that it is met; that can only be said where ``met_needs`` (a
    milestone aim, a completed bootcamp) is there to be looked at.
    """

    code: str
    phrase: str
    statements: str
    reading: str | None
    is_lasting: bool
    milestones: tuple[int, ...]
    met: str | None
    met_needs: str | None


@dataclass(frozen=True, slots=True)
class Destination:
    """One of the WMCA destination codes. ``measure_no`` comes from the table, never from the code's suffix."""

    code: str
    OutType: str
    OutCode: int
    title: str
    esfa_category: str
    measure_no: int | None
    measure: str | None
    category: str


@dataclass(frozen=True, slots=True)
class GuideField:
    """What the guide says of a field: its labels, its place and a hint in plain words."""

    entity: str
    element: str
    type: str | None
    used: str
    mandatory: str | None
    validation: bool
    milestones: tuple[int, ...]
    tab: str
    place: str
    statements: str
    hint: str


@remembered
def terms() -> dict[str, Any]:
    """The terms of the wave, by table and key, as TOML values; those of the rule pack in force come first."""
    here, own = terms_here(), tomllib.loads(pack.part("terms.toml") or "")
    merged = {table: {**values, **own.get(table, {})} for table, values in here.items()}
    return merged | {table: own[table] for table in WHOLE & own.keys()}


def terms_here() -> dict[str, Any]:
    """The terms as they stand here, without a rule pack."""
    return tomllib.loads(packaged(f"{FOLDER}/terms.toml"))


@remembered
def register() -> frozenset[tuple[str, int]]:
    """The bootcamp aims of the wave, each with the UKPRN that gives it; only a rule pack has them."""
    listed = rows_of(pack.part(pack.REGISTER) or "")
    return frozenset((row["learn_aim_ref"].strip(), int(row["ukprn"])) for row in listed)


@remembered
def readings() -> tuple[Row, ...]:
    """The readings of the guide's ambiguities: key, kind, default, allowed, ambiguity, meaning."""
    return all_rows(f"{FOLDER}/readings.csv")


@remembered
def reasons() -> dict[str, Reason]:
    """The reason codes, NP and MC."""
    return {
        row["code"]: Reason(
            row["code"],
            row["phrase"],
            row["statements"],
            row["reading"] or None,
            row["lasting"] == "yes",
            tuple(int(number) for number in row["milestones"].split()),
            row["met"] or None,
            row["met_needs"] or None,
        )
        for row in all_rows(f"{FOLDER}/reasons.csv")
    }


@remembered
def tolerances() -> dict[str, Decimal]:
    """How far starts may lie from the profile at some returns ("R04"), in percent, as WMCA's framework says (B-15)."""
    return {row["period"]: Decimal(row["percent"]) for row in all_rows(f"{FOLDER}/tolerances.csv")}


@remembered
def destinations() -> dict[str, Destination]:
    """The WMCA destination codes, such as ``WMCA1.1``."""
    return {
        row["code"]: Destination(
            row["code"],
            row["OutType"],
            int(row["OutCode"]),
            row["esfa_title"],
            row["esfa_category"],
            int(row["measure_no"]) if row["measure_no"] else None,
            row["measure"] or None,
            row["category"],
        )
        for row in all_rows(f"{FOLDER}/destinations.csv")
    }


@remembered
def guide_fields() -> dict[tuple[str, str, str | None], GuideField]:
    """What the guide says of each field, by (entity, element, type)."""
    return {
        (row["entity"], row["element"], row["type"] or None): GuideField(
            row["entity"],
            row["element"],
            row["type"] or None,
            row["used"],
            row["mandatory"] or None,
            row["validation"] == "yes",
            tuple(int(number) for number in row["milestones"].split()),
            row["tab"],
            row["place"],
            row["statements"],
            row["hint"],
        )
        for row in all_rows(f"{FOLDER}/guide.csv")
    }
