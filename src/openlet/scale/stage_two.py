"""Stage two: the claims of all files, person by person, settled against the ledger."""

from collections.abc import Sequence
from datetime import date

from openlet.contracts.terms import Contracts
from openlet.payments.bootcamps import Settlement
from openlet.payments.ledger import Ledger
from openlet.payments.returns import standing
from openlet.payments.settled import Settled, settle_all
from openlet.scale.stage_one import FileClaims


def stage_two(
    files: Sequence[FileClaims], contracts: Contracts, ledger: Ledger, as_of: date, complete: bool
) -> Settled:
    """Settle the claims of all files. The order of the files changes nothing; a file given twice counts once."""
    once = {file.returned: file for file in files}.values()
    stands = standing((file.returned for file in once), as_of)
    run = Settlement(contracts, stands, ledger, as_of, complete)
    return settle_all((claim for file in once for claim in file.claims), run)
