"""Reading contract files: the full example, the defaults, and every mistake in one sentence with its line."""

import hashlib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from openlet.contracts.lines import line_of
from openlet.contracts.reading import WrongContract, read_contract, read_contracts
from openlet.contracts.terms import Bootcamp, Contract, Milestones
from openlet.spec.years import Return
from tests.make import contract
from tests.reference import reference

MINIMAL = """[contract]
id = "EXAMPLE-0001"
ukprn = 10999991

[[contract.bootcamp]]
learn_aim_ref = "Z0020001"
price_per_learner = "3000.00"
"""
SIDE_FILES = {
    "postcodes.csv": "postcode,area\nB1 1AA,WMCA\nWR1 1AA,WM_OTHER\nSW1A 1AA,OTHER\n",
    "wave5-register.csv": "learn_aim_ref,ukprn\nZ0020001,10999991\nZ0020002,10999991\n",
    "returns.toml": '[[return]]\nyear = "2024-25"\nperiod = "R01"\ncloses = 2024-09-06\n\n'
    '[[return]]\nyear = "2024-25"\nperiod = "R02"\ncloses = 2024-10-04\nstatus = "inferred"\n',
}


def example() -> str:
    """The contract file of section C.7 of wmca-wave5.md, as it stands there."""
    return (Path(__file__).parent / "example.toml").read_text(encoding="utf-8")


def save(folder: Path, text: str, name: str = "contract.toml", **side_files: str) -> Path:
    """A contract file, and side files beside it."""
    for side_name, side_text in side_files.items():
        (folder / side_name).write_text(side_text, encoding="utf-8")
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def refusal(folder: Path, text: str, **side_files: str) -> str:
    """The sentence with which a contract file is refused, held to what every such sentence must be."""
    with pytest.raises(WrongContract) as refused:
        read_contract(save(folder, text, **side_files))
    return held(str(refused.value))


def held(said: str) -> str:
    assert "\n" not in said
    assert said.endswith(".") and not said.endswith("..")
    assert ".toml" in said
    return said


def line_with(text: str, mark: str) -> int:
    """The number of the only line that starts with a text."""
    (found,) = (number for number, line in enumerate(text.split("\n"), 1) if line.strip().startswith(mark))
    return found


# The example and the defaults.


def test_the_example_is_that_of_the_reference() -> None:
    section = reference("wmca-wave5.md").read_text(encoding="utf-8").partition("## C.7")[2]
    assert example() == section.partition("```toml\n")[2].partition("```")[0]


def test_the_example_loads_whole(tmp_path: Path) -> None:
    path = save(tmp_path, example(), **SIDE_FILES)
    found = read_contract(path)
    assert (found.id, found.ukprn, found.provider) == ("EXAMPLE-0001", 10999991, "Example Training Ltd")
    assert (found.wave, found.wave_from, found.wave_to) == ("Wave 5", date(2024, 4, 1), date(2025, 3, 31))
    assert (found.max_value, found.max_learners) == (Decimal("150000.00"), 60)
    assert found.bootcamps == {
        "Z0020001": Bootcamp(
            "Z0020001",
            "Example data bootcamp",
            Decimal("3000.00"),
            40,
            date(2024, 4, 1),
            date(2025, 1, 31),
            date(2024, 4, 15),
            date(2025, 7, 31),
        ),
        "Z0020002": Bootcamp(
            "Z0020002",
            "Example welding bootcamp",
            Decimal("2400.00"),
            20,
            date(2024, 4, 1),
            date(2025, 3, 31),
            date(2024, 4, 15),
            date(2025, 7, 31),
        ),
    }
    assert found.milestones == Milestones(Decimal("0.40"), Decimal("0.30"), Decimal("0.30"), 14, Decimal("0.80"), 6)
    assert found.contributions == {"Contribution 10": Decimal("0.10"), "Contribution 30": Decimal("0.30")}
    assert found.areas == {"B1 1AA": "WMCA", "WR1 1AA": "WM_OTHER", "SW1A 1AA": "OTHER"}
    assert found.register == {("Z0020001", 10999991), ("Z0020002", 10999991)}
    assert found.salaries == {}
    assert found.calendar == (
        Return("2024-25", "R01", date(2024, 9, 6), "official"),
        Return("2024-25", "R02", date(2024, 10, 4), "inferred"),
    )
    assert (found.file, found.sha256) == ("contract.toml", hashlib.sha256(path.read_bytes()).hexdigest())


def test_the_examples_readings_are_the_defaults(tmp_path: Path) -> None:
    """ "Every key is optional; values shown are the defaults.\""""
    assert read_contract(save(tmp_path, example(), **SIDE_FILES)).readings == contract().readings


def test_the_defaults_of_the_readings_that_the_example_leaves_out(tmp_path: Path) -> None:
    found = read_contract(save(tmp_path, MINIMAL)).readings
    assert found.mandatory_missing == "todo"
    assert found.ni_required is True
    assert found.prior_attainment == "todo"
    assert found.milestone_latest is None
    assert found.restart_basis == "record"
    assert found.z_status_required is True
    assert found.m2_requires_m1 is False


def test_only_the_contract_table_is_needed(tmp_path: Path) -> None:
    found = read_contract(save(tmp_path, MINIMAL))
    full = read_contract(save(tmp_path, example(), **SIDE_FILES))
    assert (found.wave, found.wave_from, found.wave_to) == (full.wave, full.wave_from, full.wave_to)
    assert found.milestones == full.milestones
    assert found.contributions == full.contributions
    assert found.readings == full.readings
    assert (found.provider, found.max_value, found.max_learners) == ("", None, None)
    assert (found.areas, found.register, found.salaries, found.calendar) == ({}, frozenset(), {}, ())
    (bootcamp,) = found.bootcamps.values()
    assert bootcamp == Bootcamp(
        "Z0020001", "", Decimal("3000.00"), None, date(2024, 4, 1), date(2025, 3, 31), None, None
    )


def test_every_reading_can_be_given() -> None:
    found = contract(
        """
        m1_count = "inclusive"
        one_m3 = false
        age_exceptions = [1000000027, 1000000035]
        other_aims = ["60012345"]
        low_wage_threshold = 31000
        milestone_latest = 2025-10-31
        fund_models = { from_2024_08 = [38, 11] }
        """
    ).readings
    assert found.m1_count == "inclusive"
    assert found.one_m3 is False
    assert found.age_exceptions == {1000000027, 1000000035}
    assert found.other_aims == {"60012345"}
    assert found.low_wage_threshold == Decimal(31000)
    assert found.milestone_latest == date(2025, 10, 31)
    assert found.fund_models_before_2024_08 == {35}
    assert found.fund_models_from_2024_08 == {38, 11}


def test_a_table_of_readings_within_readings(tmp_path: Path) -> None:
    text = f"{MINIMAL}\n[readings.fund_models]\nbefore_2024_08 = [35, 36]\n"
    assert read_contract(save(tmp_path, text)).readings.fund_models_before_2024_08 == {35, 36}


@pytest.mark.parametrize(
    ("windows", "aims", "found"),
    [
        pytest.param("", "", (date(2024, 4, 1), date(2025, 3, 31)), id="none given: the wave's"),
        pytest.param(
            "start_from = 2024-05-01\nstart_to = 2024-12-31",
            "",
            (date(2024, 5, 1), date(2024, 12, 31)),
            id="the contract's",
        ),
        pytest.param(
            "start_from = 2024-05-01\nstart_to = 2024-12-31",
            "start_from = 2024-06-01\nstart_to = 2024-11-30",
            (date(2024, 6, 1), date(2024, 11, 30)),
            id="the aim's narrower one",
        ),
        pytest.param(
            "start_from = 2024-05-01\nstart_to = 2024-12-31",
            "start_from = 2024-04-01\nstart_to = 2025-01-31",
            (date(2024, 5, 1), date(2024, 12, 31)),
            id="an aim's window is never wider than the contract's",
        ),
        pytest.param(
            "start_from = 2024-03-01\nstart_to = 2025-06-30",
            "",
            (date(2024, 4, 1), date(2025, 3, 31)),
            id="a contract's window is never wider than the wave",
        ),
        pytest.param("start_from = 2024-05-01\nstart_to = 2024-05-01", "", (date(2024, 5, 1),) * 2, id="a single day"),
    ],
)
def test_windows(tmp_path: Path, windows: str, aims: str, found: tuple[date, date]) -> None:
    text = MINIMAL.replace("ukprn = 10999991\n", f"ukprn = 10999991\n{windows}\n") + aims
    bootcamp = read_contract(save(tmp_path, text)).bootcamps["Z0020001"]
    assert (bootcamp.start_from, bootcamp.start_to) == found


def test_the_waves_own_window(tmp_path: Path) -> None:
    text = f'[wave]\nname = "Wave 6"\nwave_from = 2025-04-01\nwave_to = 2026-03-31\n{MINIMAL}'
    found = read_contract(save(tmp_path, text))
    assert found.wave == "Wave 6"
    assert found.bootcamps["Z0020001"].start_to == date(2026, 3, 31)


def test_a_wave_of_a_single_day(tmp_path: Path) -> None:
    found = read_contract(save(tmp_path, f"[wave]\nwave_from = 2024-05-01\nwave_to = 2024-05-01\n{MINIMAL}"))
    assert (found.wave_from, found.wave_to) == (date(2024, 5, 1), date(2024, 5, 1))


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    path = tmp_path / "contract.toml"
    path.write_bytes(b"\xef\xbb\xbf" + MINIMAL.encode())
    assert read_contract(path).ukprn == 10999991


def test_an_aim_reference_is_trimmed(tmp_path: Path) -> None:
    found = read_contract(save(tmp_path, MINIMAL.replace('"Z0020001"', '" Z0020001 "')))
    assert found.allocates("Z0020001")
    assert not found.allocates("Z0020002")
    assert not found.allocates(None)


def test_the_hash_changes_with_the_file(tmp_path: Path) -> None:
    one = read_contract(save(tmp_path, MINIMAL))
    assert read_contract(save(tmp_path, f"{MINIMAL}\n")).sha256 != one.sha256


# Files that cannot be read at all.


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(WrongContract) as refused:
        read_contract(tmp_path / "absent.toml")
    assert held(str(refused.value)) == "absent.toml could not be opened: no such file or directory."


def test_a_folder(tmp_path: Path) -> None:
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(WrongContract, match=r"^folder\.toml could not be opened: is a directory\.$"):
        read_contract(tmp_path / "folder.toml")


def test_a_file_that_is_not_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "contract.toml"
    path.write_bytes(MINIMAL.replace("EXAMPLE", "Ex\u00e4mple").encode("latin-1"))
    with pytest.raises(WrongContract) as refused:
        read_contract(path)
    assert held(str(refused.value)) == "contract.toml is not UTF-8 text: save it as UTF-8."


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param(f"{MINIMAL}price\n", "line 8", id="a key without a value"),
        pytest.param(MINIMAL.replace('"EXAMPLE-0001"', "EXAMPLE-0001"), "line 2", id="text without quotation marks"),
        pytest.param(MINIMAL.replace("ukprn", "id"), "line 3", id="a key twice"),
        pytest.param(MINIMAL + "start_to = 2024-13-01\n", "line 8", id="a date that no calendar has"),
    ],
)
def test_a_file_that_is_not_toml(tmp_path: Path, text: str, place: str) -> None:
    said = refusal(tmp_path, text)
    assert said.startswith("contract.toml is not well-formed TOML: ")
    assert f"(at {place}, column " in said


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"x = {'[' * 100_000}", id="nested without end"),
        pytest.param(f"x = {'9' * 10_000}", id="a number of ten thousand digits"),
    ],
)
def test_a_hostile_file_is_refused_too(tmp_path: Path, text: str) -> None:
    assert refusal(tmp_path, text).startswith("contract.toml is not well-formed TOML: ")


# Keys that are not known.


@pytest.mark.parametrize(
    ("table", "written", "name"),
    [
        pytest.param("wave", "wave_until = 2025-03-31", "wave.wave_until", id="wave"),
        pytest.param("contract", 'provder = "x"', "contract.provder", id="contract"),
        pytest.param("milestones", 'm4_share = "0.1"', "milestones.m4_share", id="milestones"),
        pytest.param("readings", 'zz98 = "todo"', "readings.zz98", id="readings"),
        pytest.param(
            "readings.fund_models", "from_2025_08 = [38]", "readings.fund_models.from_2025_08", id="fund models"
        ),
        pytest.param("reference", 'registr = "x.csv"', "reference.registr", id="reference"),
    ],
)
def test_an_unknown_key_is_named_with_its_line(tmp_path: Path, table: str, written: str, name: str) -> None:
    text = example().replace(f"\n[{table}]", f"\n[{table}] # here\n{written} # slip")
    if table == "wave":
        text = text.replace("[wave]", f"[wave]\n{written} # slip", 1)
    said = refusal(tmp_path, text, **SIDE_FILES)
    assert said.startswith(f"contract.toml, line {line_with(text, written)}, {name}: no such key is known; ")


@pytest.mark.parametrize("number", [0, 1])
def test_an_unknown_key_of_a_bootcamp_is_named_with_the_line_in_its_own_table(tmp_path: Path, number: int) -> None:
    first, second, third = (
        example().partition("[[contract.bootcamp]]")[0],
        *example().split("[[contract.bootcamp]]")[1:],
    )
    parts = [second, third]
    parts[number] = f"\nprice = 3000{parts[number]}"
    text = f"{first}[[contract.bootcamp]]{parts[0]}[[contract.bootcamp]]{parts[1]}"
    said = refusal(tmp_path, text, **SIDE_FILES)
    assert said.startswith(
        f"contract.toml, line {line_with(text, 'price = 3000')}, contract.bootcamp.price: no such key"
    )


def test_an_unknown_key_of_the_second_bootcamp_that_the_first_has_too(tmp_path: Path) -> None:
    text = MINIMAL + '\n[[contract.bootcamp]]\nlearn_aim_ref = "Z0020002"\nprice_per_learner = 5\n'
    said = refusal(tmp_path, text)
    assert said.startswith(f"contract.toml, line {line_with(text, 'price_per_learner = 5')}, ")


@pytest.mark.parametrize(
    ("text", "line", "name"),
    [
        pytest.param(f"{MINIMAL}\n[payments]\nx = 1\n", 9, "payments", id="an unknown table"),
        pytest.param(f"colour = 1\n{MINIMAL}", 1, "colour", id="an unknown key before any table"),
        pytest.param(f"{MINIMAL}\n[contracts.more]\nx = 1\n", 9, "contracts", id="an unknown table within a table"),
        pytest.param(f"{MINIMAL}\n[[reading]]\nx = 1\n", 9, "reading", id="an unknown list of tables"),
    ],
)
def test_an_unknown_table_is_named_with_its_line(tmp_path: Path, text: str, line: int, name: str) -> None:
    assert refusal(tmp_path, text).startswith(
        f"contract.toml, line {line}, {name}: no such key is known; the keys here"
    )


@pytest.mark.parametrize(
    ("text", "line", "name"),
    [
        pytest.param("wave = 5\n" + MINIMAL, 1, "wave", id="a value"),
        pytest.param(f"{MINIMAL}\n[[milestones]]\nm1_days = 14\n", 9, "milestones", id="a list of tables"),
    ],
)
def test_a_table_must_be_a_table(tmp_path: Path, text: str, line: int, name: str) -> None:
    assert refusal(tmp_path, text) == f"contract.toml, line {line}, {name}: it must be a table [{name}]."


# Values of the wrong kind.

TEXT = "must be text in quotation marks"
NUMBER = "must be a number in quotation marks, such as"
WHOLE = "must be a whole number"
DAY = "must be a date such as 2024-04-01, without quotation marks"


@pytest.mark.parametrize(
    ("old", "new", "name", "what"),
    [
        pytest.param("name =", "name = 5", "wave.name", f"5 {TEXT}", id="text: a number"),
        pytest.param("provider =", "provider = true", "contract.provider", f"true {TEXT}", id="text: true"),
        pytest.param("id =", "id = 2024-04-01", "contract.id", f"2024-04-01 {TEXT}", id="text: a date"),
        pytest.param("provider =", "provider = { a = 1 }", "contract.provider", f"a table {TEXT}", id="text: a table"),
        pytest.param("ukprn =", 'ukprn = "10999991"', "contract.ukprn", f'"10999991" {WHOLE}', id="UKPRN: text"),
        pytest.param("ukprn =", "ukprn = true", "contract.ukprn", f"true {WHOLE}", id="UKPRN: true"),
        pytest.param(
            "ukprn =", "ukprn = 9999999", "contract.ukprn", "9999999 is not a UKPRN", id="UKPRN: seven digits"
        ),
        pytest.param("ukprn =", "ukprn = 100000000", "contract.ukprn", "100000000 is not a UKPRN", id="UKPRN: nine"),
        pytest.param(
            "max_learners =", "max_learners = 60.5", "contract.max_learners", f"60.5 {WHOLE}", id="half a learner"
        ),
        pytest.param(
            "max_learners =", "max_learners = -1", "contract.max_learners", f"-1 {WHOLE}", id="fewer than none"
        ),
        pytest.param(
            "wave_from =", 'wave_from = "2024-04-01"', "wave.wave_from", f'"2024-04-01" {DAY}', id="date: text"
        ),
        pytest.param(
            "wave_to   =",
            "wave_to = 2025-03-31T10:00:00",
            "wave.wave_to",
            f"2025-03-31T10:00:00 {DAY}",
            id="date: a time",
        ),
        pytest.param(
            "planned_end_to   =", "planned_end_to = 20250731", "contract.planned_end_to", DAY, id="date: number"
        ),
        pytest.param(
            "max_value =", "max_value = 150000", "contract.max_value", f"150000 {NUMBER}", id="money: a number"
        ),
        pytest.param("max_value =", "max_value = 1.5", "contract.max_value", f"1.5 {NUMBER}", id="money: a fraction"),
        pytest.param(
            "max_value =", 'max_value = "1,500"', "contract.max_value", f'"1,500" {NUMBER}', id="money: a comma"
        ),
        pytest.param(
            "max_value =", 'max_value = "£5"', "contract.max_value", f'"£5" {NUMBER}', id="money: a pound sign"
        ),
        pytest.param(
            "max_value =", 'max_value = "NaN"', "contract.max_value", f'"NaN" {NUMBER}', id="money: no number"
        ),
        pytest.param("max_value =", 'max_value = "Infinity"', "contract.max_value", NUMBER, id="money: without end"),
        pytest.param(
            "max_value =", 'max_value = "-1"', "contract.max_value", "must be an amount", id="money: less than 0"
        ),
        pytest.param(
            "max_value =", 'max_value = "1.005"', "contract.max_value", "must be an amount", id="money: half pence"
        ),
        pytest.param(
            "max_value =", 'max_value = "1E40"', "contract.max_value", "must be an amount", id="money: enormous"
        ),
        pytest.param("m1_share =", "m1_share = 0.40", "milestones.m1_share", f"0.4 {NUMBER}", id="share: a number"),
        pytest.param("m2_share =", "m2_share = 1", "milestones.m2_share", f"1 {NUMBER}", id="share: a whole number"),
        pytest.param(
            "m3_share =", 'm3_share = "30"', "milestones.m3_share", "must be a share from 0 to 1", id="share: 30"
        ),
        pytest.param(
            "m3_share =", 'm3_share = "-0.3"', "milestones.m3_share", "must be a share", id="share: less than 0"
        ),
        pytest.param(
            "share_required =", "share_required = 0.8", "milestones.share_required", NUMBER, id="80 %: number"
        ),
        pytest.param(
            "share_required =", 'share_required = "80"', "milestones.share_required", "share from 0", id="80 %"
        ),
        pytest.param("m1_days =", 'm1_days = "14"', "milestones.m1_days", f'"14" {WHOLE}', id="days: text"),
        pytest.param("m3_months =", "m3_months = 6.0", "milestones.m3_months", f"6.0 {WHOLE}", id="months: a fraction"),
        pytest.param(
            '"Contribution 10" =',
            '"Contribution 10" = 0.10',
            "contributions.Contribution 10",
            NUMBER,
            id="contribution",
        ),
        pytest.param(
            '"Contribution 30" =', '"Contribution 30" = "30"', "contributions.Contribution 30", "share", id="30 times"
        ),
        pytest.param(
            "m1_count =",
            'm1_count = "exclusive"',
            "readings.m1_count",
            '"exclusive" is not a reading: use "elapsed" or "inclusive"',
            id="reading: not one of the choices",
        ),
        pytest.param("zz99 =", "zz99 = true", "readings.zz99", "true is not a reading", id="reading: true"),
        pytest.param("zz99 =", 'zz99 = ["todo"]', "readings.zz99", '["todo"] is not a reading', id="reading: a list"),
        pytest.param(
            "one_m3 =", 'one_m3 = "true"', "readings.one_m3", '"true" must be true or false', id="yes or no: text"
        ),
        pytest.param(
            "count_sde =", "count_sde = 1", "readings.count_sde", "1 must be true or false", id="yes or no: 1"
        ),
        pytest.param(
            "age_exceptions =",
            'age_exceptions = ["1000000027"]',
            "readings.age_exceptions",
            '["1000000027"] must be a list of whole numbers',
            id="ULNs: text",
        ),
        pytest.param(
            "age_exceptions =", "age_exceptions = 1", "readings.age_exceptions", "1 must be a list", id="one ULN"
        ),
        pytest.param(
            "other_aims =", "other_aims = [1]", "readings.other_aims", "[1] must be a list of texts", id="aims"
        ),
        pytest.param("other_aims =", 'other_aims = "Z1"', "readings.other_aims", '"Z1" must be a list', id="one aim"),
        pytest.param(
            "low_wage_threshold =",
            'low_wage_threshold = "30000"',
            "readings.low_wage_threshold",
            WHOLE,
            id="pounds: text",
        ),
        pytest.param(
            "before_2024_08 =",
            "before_2024_08 = 35",
            "readings.fund_models.before_2024_08",
            "35 must be",
            id="one model",
        ),
        pytest.param(
            "from_2024_08 =", 'from_2024_08 = ["35"]', "readings.fund_models.from_2024_08", "list of whole", id="models"
        ),
        pytest.param(
            "area_lookup =", "area_lookup = 5", "reference.area_lookup", f"5 {TEXT}", id="file name: a number"
        ),
        pytest.param("calendar =", "calendar = []", "reference.calendar", f"[] {TEXT}", id="file name: a list"),
    ],
)
def test_a_value_of_the_wrong_kind_is_named_with_its_line(
    tmp_path: Path, old: str, new: str, name: str, what: str
) -> None:
    (line,) = (one for one in example().split("\n") if one.startswith(old))
    text = example().replace(line, new)
    said = refusal(tmp_path, text, **SIDE_FILES)
    assert said.startswith(f"contract.toml, line {line_with(text, new)}, {name}: ")
    assert what in said


@pytest.mark.parametrize(
    ("new", "key", "what"),
    [
        pytest.param('learn_aim_ref = ""', "learn_aim_ref", "is not a learning aim reference (1 to 8", id="empty"),
        pytest.param(
            'learn_aim_ref = "Z00200011"', "learn_aim_ref", '"Z00200011" is not a learning aim', id="too long"
        ),
        pytest.param("learn_aim_ref = 20001", "learn_aim_ref", "must be text", id="a number"),
        pytest.param('learn_aim_ref = "Z0010211"', "learn_aim_ref", "Z0010211 is a milestone aim", id="Milestone 2"),
        pytest.param('learn_aim_ref = "Z0010212"', "learn_aim_ref", "Z0010212 is a milestone aim", id="Milestone 3"),
        pytest.param('learn_aim_ref = "Z0020001"', "learn_aim_ref", "Z0020001 appears twice", id="one reference twice"),
        pytest.param("price_per_learner = 2400", "price_per_learner", "must be a number in quotation", id="a price"),
        pytest.param("learners = 2.5", "learners", "must be a whole number", id="half a learner"),
        pytest.param("title = 5", "title", "must be text", id="a title"),
        pytest.param('start_to = "x"', "start_to", "must be a date", id="a date"),
    ],
)
def test_a_wrong_value_of_the_second_bootcamp_has_its_own_line(tmp_path: Path, new: str, key: str, what: str) -> None:
    head, first, second = MINIMAL.partition("[[")[0], MINIMAL.partition("[[")[2], 'learn_aim_ref = "Z0020002"\n'
    second += 'title = "x"\nprice_per_learner = "2400.00"\nlearners = 20\nstart_to = 2024-12-31'
    mended = "\n".join(f"{new} # slip" if one.startswith(f"{key} ") else one for one in second.split("\n"))
    text = f"{head}[[{first}\n[[contract.bootcamp]]\n{mended}\n"
    said = refusal(tmp_path, text)
    assert said.startswith(f"contract.toml, line {line_with(text, f'{new} # slip')}, contract.bootcamp.{key}: ")
    assert what in said


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("max_learners = 0", id="no learners"),
        pytest.param('max_value = "0"', id="no money"),
        pytest.param('max_value = "0.01"', id="a penny"),
        pytest.param('max_value = "999999999999.99"', id="very much money"),
        pytest.param("planned_end_from = 2024-06-01", id="a window without an end"),
        pytest.param("planned_end_to = 2024-06-01", id="a window without a beginning"),
        pytest.param("planned_end_from = 2024-06-01\nplanned_end_to = 2024-06-01", id="a window of a day"),
        pytest.param("ukprn = 10000000", id="the lowest UKPRN"),
        pytest.param("ukprn = 99999999", id="the highest UKPRN"),
    ],
)
def test_the_utmost_that_a_contract_may_say(tmp_path: Path, written: str) -> None:
    text = MINIMAL.replace("ukprn = 10999991\n", "" if written.startswith("ukprn") else "ukprn = 10999991\n")
    assert read_contract(save(tmp_path, text.replace("[contract]\n", f"[contract]\n{written}\n"))).bootcamps


@pytest.mark.parametrize("ref", ["Z", "Z0020001"])
def test_the_shortest_and_the_longest_aim_reference(tmp_path: Path, ref: str) -> None:
    text = MINIMAL.replace("Z0020001", ref) + '[reference]\nregister = "side.csv"\n'
    found = read_contract(save(tmp_path, text, **{"side.csv": f"learn_aim_ref,ukprn\n{ref},10999991\n"}))
    assert found.allocates(ref)
    assert found.register == {(ref, 10999991)}


def test_an_aim_reference_of_the_register_that_is_too_long(tmp_path: Path) -> None:
    side = "learn_aim_ref,ukprn\nZ00200011,10999991\n"
    said = refusal(tmp_path, with_side("register", "side.csv"), **{"side.csv": side})
    assert said == 'contract.toml, reference.register: side.csv, line 2: "Z00200011" is not a learning aim reference.'


def test_shares_of_nothing_and_of_all(tmp_path: Path) -> None:
    shares = 'm1_share = "1"\nm2_share = "0"\nm3_share = "0.00"\nshare_required = "1.0"\nm1_days = 0\nm3_months = 0\n'
    found = read_contract(save(tmp_path, f'{MINIMAL}[milestones]\n{shares}[contributions]\nAll = "1"\nNone = "0"\n'))
    assert found.milestones == Milestones(Decimal(1), Decimal(0), Decimal(0), 0, Decimal(1), 0)
    assert found.contributions == {"All": Decimal(1), "None": Decimal(0)}


def test_a_salary_of_nothing(tmp_path: Path) -> None:
    side = "uln,annual_salary\n1,0\n"
    found = read_contract(save(tmp_path, with_side("salaries", "side.csv"), **{"side.csv": side}))
    assert found.salaries == {1: Decimal(0)}


def test_a_long_value_is_cut(tmp_path: Path) -> None:
    said = refusal(tmp_path, MINIMAL.replace("10999991", f'"{"x" * 500}"'))
    assert len(said) < 150


def test_fund_models_must_be_a_table(tmp_path: Path) -> None:
    said = refusal(tmp_path, f"{MINIMAL}\n[readings]\nfund_models = [35]\n")
    assert said == "contract.toml, line 10, readings.fund_models: it must be a table [readings.fund_models]."


def test_a_wrong_value_within_an_inline_table_has_the_line_of_that_table(tmp_path: Path) -> None:
    said = refusal(tmp_path, f'{MINIMAL}\n[readings]\nzz99 = "todo"\nfund_models = {{ from_2024_08 = "x" }}\n')
    assert said.startswith("contract.toml, line 11, readings.fund_models.from_2024_08: ")


# What is missing, and what does not fit together.


@pytest.mark.parametrize(
    ("text", "line", "name"),
    [
        pytest.param(MINIMAL.replace('id = "EXAMPLE-0001"\n', ""), 1, "contract.id", id="id"),
        pytest.param(MINIMAL.replace("ukprn = 10999991\n", ""), 1, "contract.ukprn", id="UKPRN"),
        pytest.param(
            MINIMAL.replace('learn_aim_ref = "Z0020001"\n', ""), 5, "contract.bootcamp.learn_aim_ref", id="aim"
        ),
        pytest.param(
            MINIMAL.replace('price_per_learner = "3000.00"\n', ""), 5, "contract.bootcamp.price_per_learner", id="price"
        ),
        pytest.param(
            f'{MINIMAL}\n[[contract.bootcamp]]\nlearn_aim_ref = "Z0020002"\n',
            9,
            "contract.bootcamp.price_per_learner",
            id="price of the second bootcamp",
        ),
        pytest.param("", 1, "contract.id", id="everything"),
        pytest.param("# a comment\n\n[wave]\n", 1, "contract.id", id="the contract table"),
    ],
)
def test_a_missing_key_is_named_with_the_line_of_its_table(tmp_path: Path, text: str, line: int, name: str) -> None:
    assert refusal(tmp_path, text) == f"contract.toml, line {line}, {name}: it is missing."


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param(MINIMAL.partition("\n[[")[0], 1, id="none"),
        pytest.param(MINIMAL.partition("\n[[")[0] + "bootcamp = []\n", 4, id="an empty list"),
        pytest.param(MINIMAL.partition("\n[[")[0] + 'bootcamp = "Z0020001"\n', 4, id="text"),
        pytest.param(MINIMAL.partition("\n[[")[0] + "bootcamp = 5\n", 4, id="a number"),
        pytest.param(MINIMAL.partition("\n[[")[0] + 'bootcamp = ["Z0020001"]\n', 4, id="a list of texts"),
        pytest.param(MINIMAL.replace("[[contract.bootcamp]]", "[contract.bootcamp]"), 5, id="a single table"),
    ],
)
def test_there_must_be_a_bootcamp(tmp_path: Path, text: str, line: int) -> None:
    assert refusal(tmp_path, text) == (
        f"contract.toml, line {line}, contract.bootcamp: there must be at least one [[contract.bootcamp]] table."
    )


@pytest.mark.parametrize(
    ("milestones", "total"),
    [
        pytest.param(('m1_share = "0.41"',), "1.01", id="more than 1"),
        pytest.param(('m1_share = "0.40"', 'm2_share = "0.30"', 'm3_share = "0.29"'), "0.99", id="less than 1"),
        pytest.param(('m1_share = "0.4000000001"',), "1.0000000001", id="a trace more than 1"),
    ],
)
def test_the_three_shares_add_up_to_1(tmp_path: Path, milestones: tuple[str, ...], total: str) -> None:
    text = "\n".join((MINIMAL, "[milestones]", *milestones))
    assert refusal(tmp_path, text) == (
        f"contract.toml, line 10, milestones.m1_share: the three shares add up to {total}, not to 1."
    )


def test_other_shares_that_add_up_to_1(tmp_path: Path) -> None:
    text = f'{MINIMAL}\n[milestones]\nm1_share = "0.45"\nm2_share = "0.35"\nm3_share = "0.20"\n'
    assert read_contract(save(tmp_path, text)).milestones.m1_share == Decimal("0.45")


@pytest.mark.parametrize(
    ("written", "name", "what"),
    [
        pytest.param(
            ("start_from = 2024-12-02", "start_to = 2024-12-01"),
            "start_to",
            "the window ends on 2024-12-01, before it begins on 2024-12-02",
            id="starts",
        ),
        pytest.param(
            ("planned_end_from = 2024-12-02", "planned_end_to = 2024-12-01"),
            "planned_end_to",
            "the window ends on 2024-12-01, before it begins on 2024-12-02",
            id="planned ends",
        ),
        pytest.param(
            ("", "start_to = 2024-03-31"),
            "start_to",
            "the window ends on 2024-03-31, before it begins on 2024-04-01",
            id="starts before the wave",
        ),
        pytest.param(
            ("", "start_from = 2025-04-01"),
            "start_from",
            "the window ends on 2025-03-31, before it begins on 2025-04-01",
            id="starts after the wave",
        ),
    ],
)
def test_a_window_must_not_end_before_it_begins(tmp_path: Path, written: tuple[str, str], name: str, what: str) -> None:
    text = MINIMAL.replace("ukprn = 10999991\n", f"ukprn = 10999991\n{written[0]}\n{written[1]}\n")
    assert refusal(tmp_path, text) == f"contract.toml, line 5, contract.{name}: {what}."


@pytest.mark.parametrize(
    ("written", "name", "what"),
    [
        pytest.param(
            "start_to = 2024-03-31", "start_to", "ends on 2024-03-31, before it begins on 2024-04-01", id="end"
        ),
        pytest.param(
            "start_from = 2025-04-01",
            "start_from",
            "ends on 2025-03-31, before it begins on 2025-04-01",
            id="beginning",
        ),
    ],
)
def test_an_aims_window_must_not_lie_outside_the_contracts(tmp_path: Path, written: str, name: str, what: str) -> None:
    text = f'{MINIMAL}\n[[contract.bootcamp]]\nlearn_aim_ref = "Z0020002"\nprice_per_learner = "1"\n{written}\n'
    assert refusal(tmp_path, text) == f"contract.toml, line 12, contract.bootcamp.{name}: the window {what}."


def test_a_wave_must_not_end_before_it_begins(tmp_path: Path) -> None:
    said = refusal(tmp_path, f"[wave]\nwave_from = 2025-04-01\n{MINIMAL}")
    assert said == "contract.toml, line 1, wave.wave_to: the wave ends on 2025-03-31, before it begins on 2025-04-01."


# Side files.


def with_side(key: str, name: str) -> str:
    return f'{MINIMAL}\n[reference]\n{key} = "{name}"\n'


@pytest.mark.parametrize("key", ["area_lookup", "calendar", "register", "salaries"])
def test_a_side_file_that_is_not_there(tmp_path: Path, key: str) -> None:
    assert refusal(tmp_path, with_side(key, "absent.csv")) == (
        f'contract.toml, line 10, reference.{key}: "absent.csv" was not found beside the contract file.'
    )


@pytest.mark.parametrize("key", ["area_lookup", "calendar", "register", "salaries"])
def test_an_empty_name_is_no_side_file(tmp_path: Path, key: str) -> None:
    read_contract(save(tmp_path, with_side(key, "")))


@pytest.mark.parametrize(
    ("key", "text", "missing", "needed"),
    [
        pytest.param("area_lookup", "postcode\nB1 1AA\n", "area", "postcode, area", id="areas"),
        pytest.param("register", "ukprn\n10999991\n", "learn_aim_ref", "learn_aim_ref, ukprn", id="register"),
        pytest.param("salaries", "uln,salary\n1,2\n", "annual_salary", "uln, annual_salary", id="salaries"),
        pytest.param("salaries", "", "uln", "uln, annual_salary", id="an empty file"),
    ],
)
def test_a_side_file_without_a_column(tmp_path: Path, key: str, text: str, missing: str, needed: str) -> None:
    assert refusal(tmp_path, with_side(key, "side.csv"), **{"side.csv": text}) == (
        f"contract.toml, line 10, reference.{key}: side.csv has no column {missing} (it needs {needed})."
    )


@pytest.mark.parametrize(
    ("key", "rows", "what"),
    [
        pytest.param(
            "area_lookup", ("postcode,area", "B1 1AA,WMCA", "B1 1AB,Wales"), '"Wales" is not WMCA,', id="area"
        ),
        pytest.param(
            "area_lookup", ("postcode,area", "B1 1AA,WMCA", "Leeds,OTHER"), '"Leeds" is not a postcode', id="code"
        ),
        pytest.param(
            "area_lookup",
            ("postcode,area", "B1 1AA,WMCA", "b11aa,OTHER"),
            "B1 1AA stands above with another area",
            id="one postcode in two areas",
        ),
        pytest.param("area_lookup", ("postcode,area", "B1 1AA,WMCA", "B1 1AB"), "the row is too short", id="short row"),
        pytest.param(
            "register", ("learn_aim_ref,ukprn", "Z1,10999991", "Z2,x"), '"x" is not a UKPRN', id="UKPRN: text"
        ),
        pytest.param(
            "register", ("learn_aim_ref,ukprn", "Z1,10999991", "Z2,²"), '"²" is not a UKPRN', id="UKPRN: sign"
        ),
        pytest.param(
            "register", ("learn_aim_ref,ukprn", "Z1,10999991", "Z2,1"), '"1" is not a UKPRN', id="UKPRN: short"
        ),
        pytest.param(
            "register", ("learn_aim_ref,ukprn", "Z1,10999991", ",10999991"), '"" is not a learning', id="no aim"
        ),
        pytest.param(
            "salaries", ("uln,annual_salary", "1000000027,1", "x,25000"), "a ULN and a yearly salary", id="ULN"
        ),
        pytest.param(
            "salaries", ("uln,annual_salary", "1000000027,1", "-5,25000"), "a ULN and a yearly salary", id="-5"
        ),
        pytest.param(
            "salaries", ("uln,annual_salary", "1000000027,1", "1000000035,low"), "a ULN and a", id="salary: text"
        ),
        pytest.param(
            "salaries", ("uln,annual_salary", "1000000027,1", "1000000035,NaN"), "a ULN and a", id="salary: NaN"
        ),
        pytest.param(
            "salaries", ("uln,annual_salary", "1000000027,1", "1000000035,-1"), "a ULN and a", id="salary: -1"
        ),
    ],
)
def test_a_wrong_row_of_a_side_file_is_named_with_its_line(
    tmp_path: Path, key: str, rows: tuple[str, ...], what: str
) -> None:
    said = refusal(tmp_path, with_side(key, "side.csv"), **{"side.csv": "\n".join(rows)})
    assert said.startswith(f"contract.toml, reference.{key}: side.csv, line 3: ")
    assert what in said


def test_a_side_file_that_is_not_utf_8(tmp_path: Path) -> None:
    (tmp_path / "side.csv").write_bytes("postcode,area\nB1 1AA,Wälder\n".encode("latin-1"))
    assert refusal(tmp_path, with_side("area_lookup", "side.csv")).startswith(
        "contract.toml, line 10, reference.area_lookup: side.csv is not a CSV file in UTF-8 ("
    )


def test_a_side_file_with_a_value_beyond_measure(tmp_path: Path) -> None:
    said = refusal(
        tmp_path, with_side("register", "side.csv"), **{"side.csv": f"learn_aim_ref,ukprn\n{'x' * 200_000},1\n"}
    )
    assert said.startswith("contract.toml, line 10, reference.register: side.csv is not a CSV file in UTF-8 (")


def test_side_files_are_read_as_people_write_them(tmp_path: Path) -> None:
    text = f'{MINIMAL}\n[reference]\narea_lookup = "a.csv"\nregister = "r.csv"\nsalaries = "s.csv"\n'
    found = read_contract(
        save(
            tmp_path,
            text,
            **{
                "a.csv": "\ufeffplace,postcode,area\nx,b11aa,WMCA\nx, SW1A  1AA ,OTHER\nx,b1 1aa,WMCA\n",
                "r.csv": "learn_aim_ref,ukprn,title\n Z0020001 , 10999991 ,x\n\nZ0020002,10999992,y\n",
                "s.csv": "uln,annual_salary\n1000000027,29999.99\n1000000035, 30000\n",
            },
        )
    )
    assert found.areas == {"B1 1AA": "WMCA", "SW1A 1AA": "OTHER"}
    assert found.register == {("Z0020001", 10999991), ("Z0020002", 10999992)}
    assert found.salaries == {1000000027: Decimal("29999.99"), 1000000035: Decimal(30000)}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("return = 5", id="a number"),
        pytest.param("[return]\nyear = 5", id="a single table"),
        pytest.param("return = [5]", id="a list of numbers"),
        pytest.param('[[return]]\nyear = "2024-25"\nperiod = "R01"', id="no closing date"),
        pytest.param('[[return]]\nperiod = "R01"\ncloses = 2024-09-06', id="no year"),
        pytest.param("[[return]", id="not TOML"),
    ],
)
def test_a_calendar_that_is_none(tmp_path: Path, text: str) -> None:
    said = refusal(tmp_path, with_side("calendar", "returns.toml"), **{"returns.toml": text})
    assert said.startswith("contract.toml, line 10, reference.calendar: returns.toml is not a calendar of [[return]] ")


def test_a_calendar_that_is_not_utf_8(tmp_path: Path) -> None:
    (tmp_path / "returns.toml").write_bytes(b"[[return]]\nyear = '\xe4'\n")
    assert "returns.toml is not a calendar" in refusal(tmp_path, with_side("calendar", "returns.toml"))


def test_a_wrong_date_in_a_calendar_is_named_with_the_calendars_line(tmp_path: Path) -> None:
    text = SIDE_FILES["returns.toml"].replace("2024-10-04", '"4 October"')
    assert refusal(tmp_path, with_side("calendar", "returns.toml"), **{"returns.toml": text}) == (
        'contract.toml, reference.calendar: returns.toml, line 9: "4 October" must be a date.'
    )


# Several contracts at once.

OTHER = MINIMAL.replace("10999991", "10999992").replace("Z0020001", "Z0020009")


def together(folder: Path, *texts: str) -> tuple[Contract, ...]:
    return read_contracts(
        [save(folder, text, name) for text, name in zip(texts, ("one.toml", "two.toml", "three.toml"), strict=False)]
    ).all


def refused_together(folder: Path, *texts: str) -> str:
    with pytest.raises(WrongContract) as refused:
        together(folder, *texts)
    return held(str(refused.value))


def test_several_contracts_that_fit_together(tmp_path: Path) -> None:
    assert [one.ukprn for one in together(tmp_path, MINIMAL, OTHER)] == [10999991, 10999992]
    assert together(tmp_path) == ()


def test_two_contracts_of_one_provider(tmp_path: Path) -> None:
    said = refused_together(tmp_path, MINIMAL, OTHER, OTHER.replace("Z0020009", "Z0020008"))
    assert said == "two.toml and three.toml are both for UKPRN 10999992: put their bootcamps into one file."


@pytest.mark.parametrize(
    "wave",
    [
        pytest.param("[wave]\nwave_from = 2024-05-01\n", id="another first day"),
        pytest.param("[wave]\nwave_to = 2025-03-30\n", id="another last day"),
    ],
)
def test_contracts_of_different_waves(tmp_path: Path, wave: str) -> None:
    said = refused_together(tmp_path, MINIMAL, wave + OTHER)
    assert said == "one.toml and two.toml are for different waves: run each wave by itself."


@pytest.mark.parametrize(
    ("key", "value"), [("one_m3", "false"), ("dup_winner", '"first_paid"'), ("two_continuing", '"earliest_any"')]
)
def test_readings_that_decide_between_providers_must_agree(tmp_path: Path, key: str, value: str) -> None:
    readings = f"\n[readings]\n{key} = {value}\n"
    assert refused_together(tmp_path, MINIMAL, OTHER + readings) == (
        f"one.toml and two.toml differ in readings.{key}, which decides between providers: use one reading."
    )
    assert len(together(tmp_path, MINIMAL + readings, OTHER + readings)) == 2


def test_other_readings_may_differ(tmp_path: Path) -> None:
    assert len(together(tmp_path, MINIMAL, f'{OTHER}\n[readings]\nzz99 = "no_pay"\n')) == 2


SHARED = OTHER.replace("Z0020009", "Z0020001")
REGISTER = '\n[reference]\nregister = "register.csv"\n'


@pytest.mark.parametrize(
    ("rows", "agreed"),
    [
        pytest.param(("Z0020001,10999991", "Z0020001,10999992"), True, id="the register names both"),
        pytest.param(("Z0020001,10999991",), False, id="the register names the first only"),
        pytest.param(("Z0020001,10999992",), False, id="the register names the second only"),
        pytest.param(("Z0020002,10999991", "Z0020002,10999992"), False, id="the register names both for another aim"),
        pytest.param((), False, id="an empty register"),
    ],
)
@pytest.mark.parametrize("holder", [0, 1])
def test_one_bootcamp_in_two_contracts_needs_the_register(
    tmp_path: Path, rows: tuple[str, ...], agreed: bool, holder: int
) -> None:
    (tmp_path / "register.csv").write_text("\n".join(("learn_aim_ref,ukprn", *rows)), encoding="utf-8")
    texts = [MINIMAL, SHARED]
    texts[holder] += REGISTER
    if agreed:
        assert len(together(tmp_path, *texts)) == 2
    else:
        assert refused_together(tmp_path, *texts).startswith(
            "one.toml and two.toml both allocate Z0020001, but no register"
        )


def test_one_bootcamp_in_two_contracts_without_a_register(tmp_path: Path) -> None:
    assert refused_together(tmp_path, MINIMAL, SHARED) == (
        "one.toml and two.toml both allocate Z0020001, but no register says so: "
        "correct one, or name both in a register."
    )


def test_the_first_of_several_shared_bootcamps_is_named(tmp_path: Path) -> None:
    more = '\n[[contract.bootcamp]]\nlearn_aim_ref = "{}"\nprice_per_learner = "1"\n'
    texts = [text + "".join(more.format(f"A{number}") for number in (9, 2, 5)) for text in (MINIMAL, OTHER)]
    assert "both allocate A2, but" in refused_together(tmp_path, *texts)


# Lines.

WRITTEN = """# [contract]
title = "x"
[contract]   # comment
"quoted" = 1
  indented= 2
dotted.key = 3
list = [
  "list = 5",
]
[ contract . sub ]
name = 1
[[many.of]]
name = 2
[[many.of]]
name = 3
inline = { deep = 4 }
[readings]
[readings.fund_models]
x = 1
"""


@pytest.mark.parametrize(
    ("table", "key", "number", "line"),
    [
        pytest.param("", "title", 0, 2, id="a key before any table"),
        pytest.param("", "contract", 0, 3, id="a table, not its comment"),
        pytest.param("contract", "quoted", 0, 4, id="a key in quotation marks"),
        pytest.param("contract", "indented", 0, 5, id="an indented key"),
        pytest.param("contract.dotted", "key", 0, 6, id="a key with dots"),
        pytest.param("contract", "dotted", 0, 6, id="the first part of a key with dots"),
        pytest.param("contract", "list", 0, 7, id="a list over several lines"),
        pytest.param("contract", "absent", 0, 3, id="a key that is not there"),
        pytest.param("contract.sub", "name", 0, 11, id="a table within a table, written with blanks"),
        pytest.param("contract", "sub", 0, 10, id="a table as a key"),
        pytest.param("many.of", "name", 0, 13, id="the first of a list of tables"),
        pytest.param("many.of", "name", 1, 15, id="the second of a list of tables"),
        pytest.param("many.of", "absent", 0, 12, id="a key that the first of a list does not have"),
        pytest.param("many.of", "inline", 0, 12, id="a key that only the second of a list has"),
        pytest.param("many.of", "absent", 1, 14, id="a key that the second of a list does not have"),
        pytest.param("many.of.inline", "deep", 0, 16, id="a key of an inline table"),
        pytest.param("readings.fund_models", "x", 0, 19, id="a key of a table within a table"),
        pytest.param("nowhere", "x", 0, 1, id="a table that is not there"),
    ],
)
def test_the_line_of_a_key(table: str, key: str, number: int, line: int) -> None:
    assert line_of(WRITTEN, table, key, number) == line
