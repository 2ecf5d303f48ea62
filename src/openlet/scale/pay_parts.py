"""The claims of a large file, part by part, and put together as one process would have left them."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from openlet.contracts.terms import Contracts
from openlet.ilr.records import Learner
from openlet.payments.claims import Claim, Fault
from openlet.scale.arrow_tables import CLAIMS, claims_of_table, claims_table
from openlet.scale.parts import Part, PartCheck, keep_part, put_together, tables_of
from openlet.scale.run_folder import RunFolder
from openlet.scale.stage_one import (
    FileCheck,
    Late,
    Opened,
    claims_of_learner,
    late_of,
    with_late,
    without_crashed_rules,
    wmca_rules,
)


def judge_part(opened: Opened, part: Part, run: RunFolder, contracts: Contracts, as_of: date) -> None:
    """Leave the claims of a part, and what it found at the end of the file. Raises ``Unreadable``."""
    if run.has(f"{part.name}.json"):
        return
    own = PartCheck(FileCheck(opened, contracts, as_of, wmca_rules()), part)
    late: list[dict[str, Any]] = []
    keep_part(run, own, CLAIMS, _tables(own, opened, as_of, late), {"late": late})


def joined_claims(
    opened: Opened, parts: Sequence[Part], run: RunFolder, contracts: Contracts, as_of: date
) -> tuple[int, pa.Table]:
    """How many learners a file has whose parts are done, and its claims as ``CLAIMS``, in its order.

    Raises ``Unreadable``.
    """
    check = FileCheck(opened, contracts, as_of, wmca_rules())
    said = [run.json(f"{part.name}.json") for part in parts]
    put_together(check, said)
    claims = pa.concat_tables([CLAIMS.empty_table(), *tables_of(run, parts, said)])
    claims = _with_what_came_late(claims, [_late(one) for each in said for one in each["late"]])
    if any(outcome.crashed for outcome in check.outcomes.values()):
        claims = claims_table(without_crashed_rules(list(claims_of_table(claims)), check.outcomes, check.given))
    return check.learners, _numbered(claims)


def _tables(own: PartCheck, opened: Opened, as_of: date, late: list[dict[str, Any]]) -> Iterator[tuple[int, pa.Table]]:
    """The claims of a part, block by block; what is late is put on its list."""
    returned, given = opened.returned(as_of), own.check.given
    for block, held in groupby(own, itemgetter(0)):
        claims: list[Claim] = []
        for _, record, findings in held:
            if isinstance(record, Learner):
                claims += claims_of_learner(record, findings, given, returned)
            else:
                late += map(asdict, late_of(findings, given))
        yield block, claims_table(claims)


def _late(said: dict[str, Any]) -> Late:
    fault = said["fault"]
    aim = tuple(said["aim"]) if said["aim"] is not None else None
    return Late(said["LearnRefNumber"], aim, Fault(**fault | {"blocks": tuple(fault["blocks"])}))


def _with_what_came_late(claims: pa.Table, late: Sequence[Late]) -> pa.Table:
    """The claims with what was found at the end of the file; only the learners concerned are looked at."""
    references = pa.array(list({one.LearnRefNumber for one in late}), pa.string())
    hits = pc.indices_nonzero(pc.is_in(claims.column("LearnRefNumber"), references))
    if not len(hits):
        return claims
    changed = claims_table(with_late(list(claims_of_table(claims.take(hits))), list(late)))
    order = list(range(claims.num_rows))
    for at, row in enumerate(hits.to_pylist(), claims.num_rows):
        order[row] = at
    return pa.concat_tables([claims, changed]).take(order)


def _numbered(claims: pa.Table) -> pa.Table:
    """The claims with their places in the file."""
    at = CLAIMS.get_field_index("number")
    return claims.set_column(at, CLAIMS.field(at), pa.array(range(claims.num_rows), pa.int64()))
