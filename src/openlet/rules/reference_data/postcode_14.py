"""The home postcode exists."""

from openlet.facts.given import Given
from openlet.ilr.identifiers import ZZ99
from openlet.ilr.records import Learner
from openlet.rules.official import official


@official(
    "Postcode_14",
    on="Learner",
    needs=("postcodes",),
    shows=("Postcode",),
    message="The home postcode {Postcode} is not a known postcode of the United Kingdom. Correct it, or enter ZZ99 "
    "9ZZ if it is not known.",
)
def fault(learner: Learner, given: Given) -> bool:
    """The home postcode must be one that exists.

    Fault where: Postcode is not in the ONS Postcode Directory, in use or not any more.
    Except: ZZ99 9ZZ; no Postcode.
    Read as: a new postcode may be missing until the next edition of the directory; it is only a warning.
    """
    postcode = learner.Postcode
    return postcode is not None and postcode != ZZ99 and not given.areas.exists(postcode)
