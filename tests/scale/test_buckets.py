"""A settlement in buckets says what one settlement of everything says, over random worlds with a ledger."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from random import Random
from typing import Any

import pyarrow as pa
import pytest

from openlet.contracts.terms import Contracts
from openlet.payments.ledger import Entry, Ledger
from openlet.payments.settled import movements
from openlet.reports.pay import document
from openlet.scale.arrow_tables import LINK_COLUMNS, claims_table, in_file_order, movements_table
from openlet.scale.buckets import ANSWERS, Basis, settle_bucket
from openlet.scale.links import Group, Links, bucket, groups_of_provider
from openlet.scale.stage_one import FileClaims, day_of_run, open_file, stage_one
from openlet.scale.stage_two import stage_two
from tests.payments.reference import Thing
from tests.payments.settling import contracts_of, text_of
from tests.payments.worlds import world
from tests.scale.sources import named

WORLDS = range(200_000, 200_250)
BUCKETS = 4
SORTED_AS = {"LearnRefNumber": "", "LearnStartDate": "9", "LearnAimRef": "", "ULN": 0}


def links_of(claims: pa.Table, moved: pa.Table) -> Links:
    by_provider: dict[int, list[Any]] = {}
    for ukprn, *key in zip(*(claims.column(name).to_pylist() for name in LINK_COLUMNS), strict=True):
        by_provider.setdefault(ukprn or 0, []).append(tuple(key))
    for ukprn, reference, uln in zip(
        *(moved.column(name).to_pylist() for name in ("UKPRN", "LearnRefNumber", "ULN")), strict=True
    ):
        by_provider.setdefault(ukprn, []).append((reference, None, uln))
    groups: list[Group] = []
    for ukprn, keys in by_provider.items():
        groups += groups_of_provider(ukprn, keys)
    return Links.of(groups)


def parted(table: pa.Table, links: Links, uln: str) -> list[pa.Table]:
    rows = zip(*(table.column(name).to_pylist() for name in ("UKPRN", "LearnRefNumber", uln)), strict=True)
    places = [bucket(links.label(ukprn or 0, reference, number), BUCKETS) for ukprn, reference, number in rows]
    return [table.filter(pa.array([place == one for place in places], pa.bool_())) for one in range(BUCKETS)]


def in_buckets(files: Sequence[FileClaims], ledger: Ledger, basis: Basis, random: Random) -> list[Thing]:
    tables = [claims_table(one.claims) for one in files]
    random.shuffle(tables)
    claims, moved = pa.concat_tables(tables), movements_table(ledger.entries)
    links = links_of(claims, moved)
    answers: list[Thing] = []
    for own, theirs in zip(parted(claims, links, "real_uln"), parted(moved, links, "ULN"), strict=True):
        table = settle_bucket(in_file_order(own), theirs, basis)
        assert table.schema == ANSWERS
        answers += table.to_pylist()
    order = ("UKPRN", *SORTED_AS)
    return sorted(answers, key=lambda row: [row[name] or SORTED_AS.get(name) for name in order])


def moves(answers: Iterable[Thing], of_absent: bool) -> list[Thing]:
    return [one for row in answers if (row["place"] is not None) is of_absent for one in row["movements"]]


@pytest.mark.parametrize("seed", WORLDS)
def test_buckets_say_what_one_settlement_says(seed: int) -> None:
    whole, random, ledger = world(seed), Random(seed), Ledger()
    contracts = contracts_of(whole)
    days = sorted({file["prepared"] for file in whole["files"]})
    middle = days[(len(days) - 1) // 2]
    first = [file for file in whole["files"] if file["prepared"] <= middle]
    compare(first, contracts, ledger, whole | {"as_of": None, "complete": False}, random)
    less = whole["files"] if random.random() < 0.7 else random.sample(whole["files"], 1)  # some are gone the next time
    compare(less, contracts, ledger, whole, random)


def compare(files: list[Thing], contracts: Contracts, ledger: Ledger, whole: Thing, random: Random) -> None:
    opened = [open_file(named(f"{at}.xml", text_of(file))) for at, file in enumerate(files)]
    day = day_of_run(opened, whole["as_of"])
    found = [stage_one(one, contracts, day) for one in opened]
    settled = stage_two(found, contracts, ledger, day, whole["complete"])
    basis = Basis(contracts, settled.standing, day, whole["complete"])
    answers = in_buckets(found, ledger, basis, random)
    wanted = document(settled)
    assert [json.loads(row["entry"]) for row in answers] == wanted["bootcamps"]
    assert [json.loads(one) for row in answers for one in row["sign_off"]] == wanted["sign_off"]
    listed = [*moves(answers, False), *moves(sorted(answers, key=lambda row: row["place"] or 0), True)]
    moved = movements(settled)
    assert sorted(map(str, (Entry(**one) for one in listed))) == sorted(map(str, moved))
    ledger.add([replace(one, as_of=day) for one in moved])


def test_a_group_is_only_what_a_uln_alone_does_not_keep_together() -> None:
    keys = [
        ("A", None, 1), ("A", None, 1), ("B", "OLD", 2), ("OLD", None, 2),  # nothing to remember
        ("C", None, 3), ("C", None, 4),  # a corrected ULN
        ("D", None, None), ("E", "D", 5),  # a temporary one
        (None, None, None),
    ]  # fmt: skip
    found = groups_of_provider(1, keys)
    assert sorted(found, key=str) == [Group(1, ("",), ()), Group(1, ("C",), (3, 4)), Group(1, ("D", "E"), (5,))]


def test_groups_of_several_providers_are_tied_together_by_their_ulns() -> None:
    links = Links.of([Group(1, ("A",), (3, 4)), Group(2, ("B",), (4, 9)), Group(3, ("C",), ()), Group(3, ("D",), (7,))])
    assert {links.label(1, "A", 3), links.label(1, "A", 4), links.label(2, "B", None), links.label(5, "X", 9)} == {3}
    assert links.label(3, "D", None) == links.label(4, "anything", 7) == 7
    assert links.label(3, "C", None) < 0
