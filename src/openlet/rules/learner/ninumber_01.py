"""An NI number has the form of one."""

from openlet.facts.values import is_blank
from openlet.ilr.identifiers import has_ni_number_form
from openlet.ilr.records import Learner
from openlet.rules.official import official


@official(
    "NINumber_01",
    on="Learner",
    shows=("NINumber",),
    message="The NI number {NINumber} does not have the form of one: two letters, six digits and A, B, C or D, in "
    "capitals without spaces between. Correct it, or leave it out if the learner does not know it.",
)
def fault(learner: Learner) -> bool:
    """An NI number must be two letters, six digits and A to D.

    Fault where: NINumber is returned and is not two letters (the first not D, F, I, Q, U or V, the second not D, F, I,
    O, Q, U or V), six digits and A, B, C, D or nothing.
    Read as: blanks at either end do not count.
    """
    number = learner.NINumber
    return number is not None and not is_blank(number) and not has_ni_number_form(number)
