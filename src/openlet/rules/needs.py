"""What a rule may need besides the records, and what is said where it is missing."""

from functools import lru_cache

from openlet.facts.given import Given
from openlet.reference.kinds import kinds
from openlet.spec.layout import has_destination_records

WHOLE = "whole records"
NEEDS = {
    "contract": "no contract file was given (--contract), so bootcamp aims are not known",
    "areas": "no postcode directory is installed and the contract names none",
    "salaries": "the contract names no file of salaries (reference.salaries)",
    "planned end window": "the contract gives no window for planned end dates",
    "file": "asked of a whole file only",
    "file name": "the file came without a name, through standard input",
    "today": "the day on which the check is made is not known",
    "account": "the provider whose account sends the file was not named (--account UKPRN)",
    "destinations": "destination records are not part of the ILR of this year",
    "postcodes": "no postcode directory is installed",
    WHOLE: "asked of whole ILR records only: this source shows a part of them",
    "settlement": "decided over all providers and years together: see openlet pay",
}
NEEDS |= {kind: f"no file of {kind} is loaded: openlet reference load {kind} FILE" for kind in kinds()}
# A kind of reference file with columns that not every file of it has.
COLUMN_NEEDS = {"organisation types": ("organisations", ("Organisation.LegalOrgType", "Organisation.OfSRegistered"))}
NEEDS |= {
    need: f"no file of {kind} with {' and '.join(columns)} is loaded: openlet reference load {kind} FILE"
    for need, (kind, columns) in COLUMN_NEEDS.items()
}


@lru_cache(maxsize=16)
def needs_met(given: Given) -> frozenset[str]:
    """Everything a rule may need that a return is judged with."""
    return frozenset(need for need in NEEDS if is_met(need, given))


def is_met(need: str, given: Given) -> bool:
    """Whether a return is judged with what a rule needs."""
    contract = given.contract
    if need in kinds():
        return given.references.has(need)
    if need in COLUMN_NEEDS:
        kind, columns = COLUMN_NEEDS[need]
        return all(given.references.has(kind, column) for column in columns)
    if need == WHOLE:
        return given.is_whole
    if need == "postcodes":
        return given.areas.has_directory()
    if need == "destinations":
        return has_destination_records(given.year)
    if need == "areas":
        return given.areas.is_loaded()
    if need in ("file", "file name"):
        return given.file is not None and (need == "file" or given.file.name is not None)
    if need in ("today", "account"):
        return (given.now if need == "today" else given.account_ukprn) is not None
    if contract is None or need == "settlement":
        return False
    if need == "salaries":
        return bool(contract.salaries)
    if need == "planned end window":
        return any(one.planned_end_from or one.planned_end_to for one in contract.bootcamps.values())
    return True
