"""Where a learner lived when the aim started."""

from datetime import date

from openlet.facts.given import Given
from openlet.ilr.identifiers import ZZ99
from openlet.ilr.records import LearningDelivery
from openlet.reference.areas import WMCA
from openlet.spec.scheme import terms

DEVOLVED_POSTCODES = "devolved-postcodes"
NATIONAL_SOURCES = ("1", "105", "107", "108", "998")  # SOF
WMCA_SOURCE: str = terms()["codes"]["source_of_funding"]


def start_area(aim: LearningDelivery, given: Given) -> str | None:
    """The area of ``LSDPostcode``: ``WMCA``, ``WM_OTHER`` or ``OTHER``; None where it is absent or not known."""
    return None if aim.LSDPostcode is None else given.areas.area(aim.LSDPostcode)


def start_postcode_unknown(aim: LearningDelivery) -> bool:
    """Whether the provider itself says that the start postcode is not known (ZZ99 9ZZ)."""
    return aim.LSDPostcode == ZZ99


def is_paid_for_by(postcode: str, source: str, day: date, given: Given) -> bool | None:
    """Whether the authority of a source of funding pays for people of a postcode on a day; None where it is not known.

    It is told from the devolved postcode file; without one, for the WMCA alone, from its councils. Of national sources
    it is not known: the published devolved file leaves their postcodes out.
    """
    if source in NATIONAL_SOURCES:
        return None
    if given.references.has(DEVOLVED_POSTCODES):
        rows = given.references.rows(DEVOLVED_POSTCODES, "Postcode", postcode)
        return any(
            row["SourceOfFunding"] == source
            and (row["EffectiveFrom"] or date.min) <= day <= (row["EffectiveTo"] or date.max)
            for row in rows
        )
    area = given.areas.area(postcode) if source == WMCA_SOURCE else None
    return None if area is None else area == WMCA
