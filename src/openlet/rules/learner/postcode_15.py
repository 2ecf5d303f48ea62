"""The postcode has the form of one."""

from openlet.facts.values import is_blank
from openlet.ilr.identifiers import is_postcode
from openlet.ilr.records import Learner
from openlet.rules.official import official


@official(
    "Postcode_15",
    on="Learner",
    shows=("Postcode",),
    message="The postcode {Postcode} does not have the form of one. Enter it in capitals with one space before the "
    "last three characters, such as B1 1AA; if it is not known, enter ZZ99 9ZZ.",
)
def fault(learner: Learner) -> bool:
    """The postcode must have the form of one, in capitals and with one space.

    Fault where: Postcode is not one or two letters, one or two digits (or a digit and a letter), a space, a digit and
    two letters other than C, I, K, M, O and V.
    Except: no postcode, which the field rules report.
    Read as: ZZ99 9ZZ (not known) has the form of one.
    """
    postcode = learner.Postcode
    return postcode is not None and not is_blank(postcode) and not is_postcode(postcode)
