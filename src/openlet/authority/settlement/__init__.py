"""Settlements of the authority: begun, worked out, signed off, proposed, approved. The only writer of their tables.

``beginning`` fixes the inputs; ``running`` has ``authority.working_out`` do the work in a program of its own;
``signing`` says which movements are to be recorded; ``deciding`` proposes, approves, rejects; ``paying`` works out what
is to be paid up to the contracts' caps; ``looking`` holds a settlement against the one before; ``finance`` makes tables
for other systems; ``removing`` removes run folders.
"""

from openlet.authority.settlement.beginning import Asked, begin, periods, waves
from openlet.authority.settlement.deciding import approve, give_up, may_approve, propose, reject
from openlet.authority.settlement.finance import finance_tables, movement_rows, payment_table
from openlet.authority.settlement.looking import Before, before
from openlet.authority.settlement.paying import payments_of
from openlet.authority.settlement.removing import purge
from openlet.authority.settlement.running import (
    ask_again,
    begin_again,
    carry_out,
    carry_out_again,
    findings_of,
    go_on,
    out_file,
    progress_of,
)
from openlet.authority.settlement.signing import Recording, recording_of, sign_off

__all__ = [
    "Asked",
    "Before",
    "Recording",
    "approve",
    "ask_again",
    "before",
    "begin",
    "begin_again",
    "carry_out",
    "carry_out_again",
    "finance_tables",
    "findings_of",
    "give_up",
    "go_on",
    "may_approve",
    "movement_rows",
    "out_file",
    "payment_table",
    "payments_of",
    "periods",
    "progress_of",
    "propose",
    "purge",
    "recording_of",
    "reject",
    "sign_off",
    "waves",
]
