"""Claims, findings and movements come back from Arrow and Parquet as they went in."""

import io
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openlet.payments.claims import Claim, Fault, ReturnOf
from openlet.payments.ledger import Entry
from openlet.scale.arrow_tables import (
    CLAIMS,
    FINDINGS,
    MOVEMENTS,
    claims_of_table,
    claims_table,
    findings_of_table,
    findings_table,
    movements_of_table,
    movements_table,
)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
numbers = st.integers(-(2**63), 2**63 - 1)
years = st.integers(0, 9999)
values = st.dictionaries(texts, st.none() | texts, max_size=3)
few = st.lists(texts, max_size=3).map(tuple)
shares = st.decimals(0, 1, allow_nan=False, places=4) | st.sampled_from([Decimal("0.1"), Decimal("0.10"), Decimal(0)])
returns = st.builds(ReturnOf, st.none() | numbers, years, st.dates(), texts, texts, texts)
faults = st.builds(
    Fault, texts | st.just("NP-02"), st.booleans(), texts, texts, few, st.integers(0, 9), st.none() | numbers, values
)
claims = st.builds(
    Claim, st.sampled_from(["BC", "Z2", "Z3"]), returns, *[st.none() | texts] * 2, st.none() | numbers,
    st.none() | st.dates(), st.none() | texts, st.none() | numbers, texts, *[st.none() | st.dates()] * 4,
    *[st.none() | numbers] * 2, few, st.none() | shares, texts, st.none() | numbers, few,
    st.lists(faults, max_size=3).map(tuple),
)  # fmt: skip
entries = st.builds(
    Entry, numbers, numbers, st.none() | texts, texts, st.dates(), texts, numbers, years, texts, st.booleans(),
    st.none() | st.dates(),
)  # fmt: skip
findings = st.fixed_dictionaries(
    {
        one.name: values if one.name == "fields" else st.none() | (numbers if pa.types.is_int64(one.type) else texts)
        for one in FINDINGS
    }
)


def through_parquet(table: pa.Table, schema: pa.Schema) -> Any:
    held = io.BytesIO()
    pq.write_table(table, held, row_group_size=2)
    held.seek(0)
    read = pq.read_table(held)
    assert table.schema == read.schema == schema
    return read


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(claims, max_size=5))
def test_claims_come_back_to_the_last_digit(held: list[Claim]) -> None:
    read = through_parquet(claims_table(held, 7), CLAIMS)
    found = list(claims_of_table(read))
    assert found == held
    assert [str(one.contribution) for one in found] == [str(one.contribution) for one in held]
    assert [list(fault.fields) for one in found for fault in one.faults] == [
        list(fault.fields) for one in held for fault in one.faults
    ]
    assert read.column("real_uln").to_pylist() == [one.real_uln for one in held]
    assert list(claims_of_table(read.slice(1, 3))) == held[1:4]


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(findings, max_size=5))
def test_findings_come_back_in_the_order_of_their_keys(held: list[dict[str, Any]]) -> None:
    found = list(findings_of_table(through_parquet(findings_table(held), FINDINGS)))
    assert found == held
    assert [list(one["fields"]) for one in found] == [list(one["fields"]) for one in held]


@given(st.lists(entries, max_size=5))
def test_movements_come_back(held: list[Entry]) -> None:
    assert movements_of_table(through_parquet(movements_table(held), MOVEMENTS)) == held


def test_a_claim_of_a_day() -> None:
    """A claim as it is, so that a change of the columns is seen here."""
    returned = ReturnOf(10999991, 2324, date(2024, 8, 20), "", "a.xml", "0" * 64)
    fault = Fault("NP-08", True, "…", "…", ("M1",), 4, 1, {"FFI": None})
    one = Claim(
        "BC", returned, "L1", None, 1000000027, date(1990, 2, 3), "B1 1AA", 1, "Z0020001", date(2024, 5, 1), None,
        date(2024, 7, 31), None, 1, None, ("Z0020001",), Decimal("0.10"), "missing", 11, (), (fault,),
    )  # fmt: skip
    (row,) = claims_table([one]).to_pylist()
    assert row | {"faults": None} == {
        "UKPRN": 10999991, "year": 2324, "prepared": date(2024, 8, 20), "made": "", "file": "a.xml", "sha256": "0" * 64,
        "number": 0, "kind": "BC", "LearnRefNumber": "L1", "PrevLearnRefNumber": None, "ULN": 1000000027,
        "real_uln": 1000000027, "DateOfBirth": date(1990, 2, 3), "PostcodePrior": "B1 1AA", "AimSeqNumber": 1,
        "LearnAimRef": "Z0020001", "LearnStartDate": date(2024, 5, 1), "OrigLearnStartDate": None,
        "LearnPlanEndDate": date(2024, 7, 31), "LearnActEndDate": None, "CompStatus": 1, "Outcome": None,
        "bootcamps": ["Z0020001"], "contribution": "0.10", "destination": "missing", "EmpStat": 11, "unknown": [],
        "faults": None,
    }  # fmt: skip
