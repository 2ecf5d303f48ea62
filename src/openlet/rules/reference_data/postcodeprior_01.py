"""The postcode before enrolment exists."""

from openlet.facts.given import Given
from openlet.ilr.identifiers import ZZ99
from openlet.ilr.records import Learner
from openlet.rules.official import official


@official(
    "PostcodePrior_01",
    on="Learner",
    needs=("postcodes",),
    shows=("PostcodePrior",),
    message="The postcode before enrolment {PostcodePrior} is not a known postcode of the United Kingdom. Correct it, "
    "or enter ZZ99 9ZZ if it is not known.",
)
def fault(learner: Learner, given: Given) -> bool:
    """The postcode before enrolment must be one that exists.

    Fault where: PostcodePrior is not in the ONS Postcode Directory, in use or not any more.
    Except: ZZ99 9ZZ; no PostcodePrior.
    Read as: an error, as in the online list; the spreadsheet has it as a warning. A new postcode may be missing until
    the next edition of the directory.
    """
    postcode = learner.PostcodePrior
    return postcode is not None and postcode != ZZ99 and not given.areas.exists(postcode)
