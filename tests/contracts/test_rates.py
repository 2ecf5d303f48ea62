"""Reading a file of rates: which rate counts for which bootcamp, and every mistake in one sentence with its line."""

import hashlib
from decimal import Decimal
from pathlib import Path

import pytest

from openlet.contracts.rates import Rate, Rates, WrongRates, read_rates
from openlet.contracts.terms import Contracts
from tests.make import UKPRN, contract
from tests.reports.asking import OTHER_CONTRACT, OTHER_UKPRN

FULL = """
[rates]
m1 = "0.95"
m2 = "0.70"
m2_best = "0.85"
m2_worst = "0.50"
m3 = "0.60"
m3_days = 60

[[bootcamp]]
learn_aim_ref = "Z0020001"
m2 = "0.75"

[[bootcamp]]
learn_aim_ref = "Z0020001"
ukprn = 10999991
m3 = "0.65"
m3_days = 30

[[profile]]
learn_aim_ref = "Z0020001"
month = "2024-09"
starts = 10
"""


def read(folder: Path, text: str) -> Rates:
    path = folder / "rates.toml"
    path.write_text(text, encoding="utf-8")
    return read_rates(path, Contracts((contract(), contract(text=OTHER_CONTRACT))))


def refusal(folder: Path, text: str) -> str:
    with pytest.raises(WrongRates) as refused:
        read(folder, text)
    said = str(refused.value)
    assert "\n" not in said
    assert said.startswith("rates.toml") and said.endswith(".") and not said.endswith("..")
    return said


@pytest.mark.parametrize(
    ("milestone", "ref", "ukprn", "wanted"),
    [
        pytest.param("M1", "Z0020001", UKPRN, Rate(Decimal("0.95")), id="general: nothing else says M1"),
        pytest.param("M2", "Z0020001", UKPRN, Rate(Decimal("0.75")), id="the bootcamp's before the general one"),
        pytest.param(
            "M2", "Z0020002", UKPRN, Rate(Decimal("0.70"), Decimal("0.85"), Decimal("0.50")), id="best and worst"
        ),
        pytest.param("M3", "Z0020001", UKPRN, Rate(Decimal("0.65")), id="the provider's own before all"),
        pytest.param("M3", "Z0020001", OTHER_UKPRN, Rate(Decimal("0.60")), id="and for no other provider"),
    ],
)
def test_the_rate_nearest_to_the_bootcamp_counts(
    milestone: str, ref: str, ukprn: int, wanted: Rate, tmp_path: Path
) -> None:
    assert read(tmp_path, FULL).rate(milestone, ref, ukprn) == wanted


def test_the_days_to_the_job_offer_are_found_in_the_same_way(tmp_path: Path) -> None:
    rates = read(tmp_path, FULL)
    assert rates.m3_days("Z0020001", UKPRN) == 30
    assert rates.m3_days("Z0020002", UKPRN) == 60
    assert read(tmp_path, "").m3_days("Z0020001", UKPRN) is None


def test_best_is_all_and_worst_is_none_unless_said(tmp_path: Path) -> None:
    rate = read(tmp_path, FULL).rate("M1", "Z0020002", UKPRN)
    assert rate is not None
    assert (rate.best, rate.worst) == (Decimal(1), Decimal(0))


def test_what_no_table_names_has_no_rate(tmp_path: Path) -> None:
    assert read(tmp_path, '[rates]\nm1 = "1"\n').rate("M2", "Z0020001", UKPRN) is None


def test_the_profile_is_by_month(tmp_path: Path) -> None:
    rates = read(tmp_path, FULL)
    assert rates.planned_starts("Z0020001", UKPRN) == {"2024-09": 10}
    assert rates.planned_starts("Z0020002", UKPRN) == {}


def test_the_providers_own_profile_comes_before_that_for_every_provider(tmp_path: Path) -> None:
    own = '\n[[profile]]\nlearn_aim_ref = "Z0020001"\nukprn = 10999991\nmonth = "2024-09"\nstarts = 4\n'
    rates = read(tmp_path, FULL + own)
    assert rates.planned_starts("Z0020001", UKPRN) == {"2024-09": 4}
    assert rates.planned_starts("Z0020001", OTHER_UKPRN) == {"2024-09": 10}


def test_the_hash_is_that_of_the_file(tmp_path: Path) -> None:
    rates = read(tmp_path, FULL)
    assert (rates.file, rates.sha256) == ("rates.toml", hashlib.sha256(FULL.encode()).hexdigest())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('m1 = "0.95"', 'm4 = "0.95"', "line 3, rates.m4: no such key is known"),
        ('m1 = "0.95"', "m1 = 0.95", "line 3, rates.m1: a share from 0 to 1 in quotation marks"),
        ('m1 = "0.95"', 'm1 = "1.01"', "line 3, rates.m1: a share from 0 to 1"),
        ('m1 = "0.95"', 'm1 = "often"', "line 3, rates.m1: a share from 0 to 1"),
        ('m1 = "0.95"', 'm1 = "NaN"', "line 3, rates.m1: a share from 0 to 1"),
        ('m1 = "0.95"', 'm1_best = "0.95"', "rates.m1: it is missing, though m1_best or m1_worst is given"),
        ('m2_best = "0.85"', 'm2_best = "0.60"', "line 4, rates.m2: the worst rate 0.50, the rate 0.70 and the best"),
        ("m3_days = 60", "m3_days = -1", "line 8, rates.m3_days: a whole number"),
        ("m3_days = 60", "m3_days = true", "line 8, rates.m3_days: a whole number"),
        ('"Z0020001"\nm2', '"Z0020099"\nm2', "line 11, bootcamp.learn_aim_ref: Z0020099 is in none of the contracts"),
        ('"Z0020001"\nm2', "1\nm2", "line 11, bootcamp.learn_aim_ref: the reference of a bootcamp is needed"),
        ("ukprn = 10999991\n", "", "line 15, bootcamp.learn_aim_ref: Z0020001 appears twice"),
        ("ukprn = 10999991", "ukprn = 10999992", "line 16, bootcamp.ukprn: no contract of that UKPRN with Z0020001"),
        ('month = "2024-09"', 'month = "2024-13"', 'line 22, profile.month: a month such as "2024-09"'),
        ("starts = 10", 'starts = "10"', "line 23, profile.starts: a whole number"),
        ("[[profile]]", "[profile]", "profile: it must be a list of tables [[profile]]"),
        ("[rates]", "[[rates]]", "rates: it must be a table [rates]"),
        ("[rates]", "[rate]", "rate: no such key is known; the keys here are bootcamp, profile, rates"),
        ("[rates]", "[rates", "not well-formed TOML"),
    ],
)
def test_a_mistake_is_said_in_one_sentence_with_its_line(old: str, new: str, said: str, tmp_path: Path) -> None:
    assert old in FULL
    assert said in refusal(tmp_path, FULL.replace(old, new, 1))


def test_a_month_given_twice_is_refused(tmp_path: Path) -> None:
    again = FULL[FULL.index("[[profile]]") :]
    assert "Z0020001 has 2024-09 twice" in refusal(tmp_path, FULL + again)


def test_a_file_that_is_not_there_or_not_text_is_refused(tmp_path: Path) -> None:
    terms = Contracts((contract(),))
    with pytest.raises(WrongRates, match="could not be opened: no such file"):
        read_rates(tmp_path / "rates.toml", terms)
    (tmp_path / "rates.toml").write_bytes(b"\xff\xfe[rates]")
    with pytest.raises(WrongRates, match="save it as UTF-8"):
        read_rates(tmp_path / "rates.toml", terms)
