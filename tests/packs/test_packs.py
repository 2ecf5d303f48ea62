"""Rule packs: what one says counts everywhere, and a pack that is not the authority's is refused before anything."""

import ast
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import openlet
from openlet.cli import main
from openlet.contracts.reading import WrongContract, contract_of
from openlet.packs import checking, kept
from openlet.packs.signed import Pack, WrongPack, fingerprint_of, make, new_key, opened, private_key
from openlet.packs.trial import USUAL
from openlet.rules import RULE_SET, rule_set
from openlet.scale.pool import Workers
from openlet.spec import pack as spec
from openlet.spec.scheme import FIXED, FOLDER, destinations, readings, terms
from openlet.spec.tables import packaged
from openlet.spec.years import calendar, period_names, year_of

ROOT = Path(openlet.__file__).parents[2]
FILES = [str(ROOT / "examples" / name) for name in (
    "ILR-10999991-2324-20240820-093000-01.xml", "ILR-10999991-2425-20241018-093000-01.xml",
)]  # fmt: skip
KEY, STRANGER = private_key(new_key()), private_key(new_key())
TODAY = date(2024, 10, 18)
SHARES = '[milestones]\nm1_share = "0.50"\nm2_share = "0.20"\n'
HEAD = packaged("calendar.csv").splitlines()[0]
FREE_DATE = f"{HEAD}\n2024-25,R03,October 2024,2024-11-20,18:00,,,official,WMCA\n"
WITHOUT_ONE = "".join(
    line for line in packaged(f"{FOLDER}/destinations.csv").splitlines(True) if not line.startswith("WMCA1.2,")
)
REGISTER = "learn_aim_ref,ukprn\nZ0020001,10999991\nZ0020002,10999991\nZ0029999,10999992\n"
PARTS = {"terms.toml": SHARES, "calendar.csv": FREE_DATE, "destinations.csv": WITHOUT_ONE, "register.csv": REGISTER}


@pytest.fixture(autouse=True)
def none_stays_in_force() -> Iterator[None]:
    yield
    spec.use(None)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder in which the authority's key is trusted."""
    monkeypatch.setenv("OPENLET_DATA", str(tmp_path))
    kept.trust(tmp_path, fingerprint_of(KEY).lower().replace(" ", ""), "the authority", "tests", "2024-10-18")
    return tmp_path


@pytest.fixture
def untried(monkeypatch: pytest.MonkeyPatch) -> None:
    """The trial in another process takes a second; it is done in the tests that are about it."""
    monkeypatch.setattr(checking, "_tried", lambda content: None)


def pack(number: int = 1, key: Any = KEY, valid_from: date = TODAY, **parts: str) -> bytes:
    said = {name.replace("_", "."): text for name, text in parts.items()} or {"terms.toml": SHARES}
    return make(said, "Wave 5", number, valid_from, "the authority", key)


def whole_pack(number: int = 1) -> bytes:
    return make(PARTS, "Wave 5", number, TODAY, "the authority", KEY)


def paid(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    main(["pay", *FILES, "--contract", str(ROOT / "examples" / "contract.toml"), "--format", "json"])
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def asked_in_a_process(_: int) -> tuple[str, str]:
    return terms()["milestones"]["m1_share"], rule_set()


def test_a_pack_counts_everywhere_and_no_more_once_it_is_off(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = paid(capsys)
    found = kept.load(data, whole_pack(), TODAY)
    after = paid(capsys)
    assert after["rules"] == f"{RULE_SET} with pack wmca_wave5 no. 1 ({found.sha256[:8]})"
    second = [run["bootcamps"][1]["milestones"] for run in (before, after)]
    assert [{name: one[name]["amount"] for name in ("M1", "M2")} for one in second] == [
        {"M1": "1200.00", "M2": "900.00"}, {"M1": "1500.00", "M2": "600.00"},
    ]  # fmt: skip
    codes = [{one["destination"]["wmca_code"] for one in run["bootcamps"]} for run in (before, after)]
    assert "WMCA1.2" in codes[0] - codes[1]
    year = year_of("2024-25")
    assert [one.closes for one in calendar(year) if one.period == "R03"] == [date(2024, 11, 20)]
    assert len(period_names(year)) == 14
    own = contract_of((ROOT / "examples" / "contract.toml").read_bytes(), ROOT / "contract.toml")
    assert ("Z0029999", 10999992) in own.register
    assert main(["pay", *FILES, "--contract", str(ROOT / "examples/contract.toml"), "--engine", "spark"]) == 2
    assert "Spark's workers do not have it" in capsys.readouterr().err
    kept.take_off(data)
    assert paid(capsys) == before


def test_the_processes_of_a_run_have_the_pack_that_is_in_force_as_a_step_begins(data: Path, untried: None) -> None:
    with Workers(2) as workers:
        before = list(workers.each(asked_in_a_process, [1, 2]))
        kept.load(data, pack(), TODAY)
        with_pack = list(workers.each(asked_in_a_process, [1, 2]))
    assert before == [("0.40", RULE_SET)] * 2
    assert with_pack == [("0.50", rule_set())] * 2


def test_no_byte_of_a_pack_can_be_changed(data: Path, untried: None) -> None:
    content = whole_pack()
    for place in [*range(0, len(content), 61), *range(content.index(b'"signature"'), len(content))]:
        changed = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
        with pytest.raises(WrongPack):
            kept.load(data, changed, TODAY)
    found = json.loads(content)
    found["parts"]["terms.toml"] = found["parts"]["terms.toml"].replace("0.50", "0.90")
    with pytest.raises(WrongPack, match=r"terms\.toml in the rule pack was changed after it was signed"):
        opened((json.dumps(found, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode())
    assert kept.in_force(data) is None
    assert rule_set() == RULE_SET


def without(part: str) -> bytes:
    found = json.loads(whole_pack())
    del found["parts"][part]
    return (json.dumps(found, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (pack(key=STRANGER), "which is not trusted here"),
        (pack(valid_from=date(2024, 10, 19)), "valid from 2024-10-19, which is not yet"),
        (pack(number=4), "no. 4 is not newer than no. 5"),
        (pack(5, terms_toml="[milestones]\nm1_days = 13\n"), r"no\. 5 is not newer"),
        (make({"guide.csv": "a"}, "Wave 5", 6, TODAY, "x", KEY), "guide.csv, which this version does not know"),
        (without("terms.toml"), "not whole: terms.toml"),
        (b"PK\x03\x04", "not a rule pack"),
        (b"[" * 100_000, "not a rule pack"),
        (b" " * (5 * 2**20), "larger than a rule pack can be"),
        (pack(6, terms_toml="[milestones]\nm1_days = '14'\n"), "milestones.m1_days: it must be written like 14"),
        (pack(6, terms_toml="[milestones]\nm9 = 1\n"), "milestones.m9: no such term is known"),
        (pack(6, terms_toml='[aims]\nmilestone_2 = "Z1"\n'), "only another version of OpenLET can change it"),
        (pack(6, register_csv="learn_aim_ref,ukprn\nZ1,12\n"), "register.csv in the rule pack, line 2"),
        (pack(6, destinations_csv="code\nWMCA1.1\n"), "must have rows with the columns code, OutType"),
        (pack(6, reasons_csv=packaged(f"{FOLDER}/reasons.csv").replace("NP-01", "NP-99")), "NP-99 is not known"),
        (pack(6, reasons_csv=packaged(f"{FOLDER}/reasons.csv").replace("AMB-41,yes", "AMB-41,")), "lasting is not"),
        (pack(6, calendar_csv=FREE_DATE.replace("2024-11-20", "20/11/2024")), "20/11/2024 is not a day"),
        (pack(6, calendar_csv=FREE_DATE.replace("R03", "R15")), "period is R15; it may be R01"),
        (pack(6, destinations_csv=WITHOUT_ONE.replace("Positive", "Good", 1)), "esfa_category is Good"),
        (pack(6, readings_csv=packaged(f"{FOLDER}/readings.csv").replace("yes_no,true", "yes_no,yes", 1)),
         "may be true or false"),
        (pack(6, readings_csv=packaged(f"{FOLDER}/readings.csv").replace("date,,", "date,2024-01-01,", 1)),
         "milestone_latest may be empty"),
        (pack(6, readings_csv=packaged(f"{FOLDER}/readings.csv").replace("elapsed,elapsed", "both,elapsed", 1)),
         "m1_count may be elapsed or inclusive"),
    ],
)  # fmt: skip
def test_a_pack_that_may_not_count_is_refused_and_changes_nothing(
    content: bytes, said: str, data: Path, untried: None
) -> None:
    fifth = kept.load(data, pack(5), TODAY)
    with pytest.raises(WrongPack, match=said):
        kept.load(data, content, TODAY)
    standing = kept.in_force(data)
    assert standing is not None
    assert (standing.sha256, rule_set()) == (fifth.sha256, f"{RULE_SET} with {spec.label()}")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[milestones]\nm1_share = "0.90"\n', "The three shares add up to"),
        ("[destinations]\nboth_from = 2030-01-01\n", "both_to lies before"),
    ],
)
def test_what_the_reader_of_contracts_would_refuse_is_refused_in_its_words(text: str, said: str, data: Path) -> None:
    with pytest.raises(WrongPack, match=said):
        kept.load(data, pack(terms_toml=text), TODAY)


def test_an_older_pack_is_loaded_only_where_it_is_meant_and_a_taken_off_one_is_remembered(
    data: Path, untried: None
) -> None:
    kept.load(data, pack(5), TODAY)
    kept.take_off(data)
    with pytest.raises(WrongPack, match=r"is not newer than no\. 5"):
        kept.load(data, pack(4), TODAY)
    assert kept.load(data, pack(4), TODAY, older=True).number == 4


def test_a_pack_is_held_against_its_signature_whenever_it_is_taken_up(data: Path, untried: None) -> None:
    content = pack()
    found: Pack = kept.load(data, content, TODAY)
    place = data / "packs" / f"{found.sha256}.json"
    place.write_bytes(place.read_bytes().replace(b"0.50", b"0.60"))
    with pytest.raises(WrongPack, match="not the one that was loaded"):
        kept.take_up(data)
    assert main(["pay", *FILES, "--contract", str(ROOT / "examples/contract.toml")]) == 2, "nothing is judged by it"
    assert kept.load(data, content, TODAY).sha256 == found.sha256, "to load it again mends it"
    assert rule_set() != RULE_SET
    with pytest.raises(WrongPack, match="in force already"):
        kept.load(data, content, TODAY)
    place.unlink()
    kept.take_off(data)
    assert rule_set() == RULE_SET


def test_another_process_is_seen_to_have_loaded_a_pack(data: Path, untried: None) -> None:
    kept.refresh(data)
    content = pack()
    kept.load(data, content, TODAY)
    spec.use(None)  # as in a process that has not seen it
    kept._seen.clear()
    kept.refresh(data)
    assert terms()["milestones"]["m1_share"] == "0.50"
    assert readings()
    assert destinations()


def test_shares_of_a_pack_are_the_usual_ones_of_a_contract_that_says_none(data: Path, untried: None) -> None:
    kept.load(data, pack(), TODAY)
    own = USUAL
    assert str(contract_of(own, Path("c.toml")).milestones.m1_share) == "0.50"
    with pytest.raises(WrongContract, match="add up to"):
        contract_of(own + b'[milestones]\nm1_share = "0.40"\n', Path("c.toml"))


def test_what_modules_take_from_the_terms_as_they_are_loaded_no_pack_can_change() -> None:
    """A constant would keep the value that it had when its module was loaded."""
    loose = []
    for path in (ROOT / "src" / "openlet").rglob("*.py"):
        if "invented" in path.parts:
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
                loose += [(path.name, *one) for one in taken(node.value) if one[1] not in FIXED.get(one[0], ())]
    assert loose == [("cohorts.py", "codes", None)], "that one names its codes below, all of them fixed"
    assert FIXED["codes"] == terms()["codes"].keys()


def taken(value: ast.expr) -> Iterator[tuple[str, str | None]]:
    """The table and key of each ``terms()[table][key]`` in an expression."""
    inner = []
    for node in ast.walk(value):
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Subscript):
            table, key = node.value, node
            if is_terms(table.value):
                inner.append(table)
                yield table.slice.value, key.slice.value  # type: ignore[attr-defined]
        elif isinstance(node, ast.Subscript) and node not in inner and is_terms(node.value):
            yield node.slice.value, None  # type: ignore[attr-defined]


def is_terms(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and getattr(value.func, "id", "") == "terms"


def test_from_the_key_to_the_pack_in_force_on_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OPENLET_DATA", str(tmp_path / "data"))
    key, tables, file = (str(tmp_path / name) for name in ("key.pem", "tables", "p.json"))
    said = ["--key", key, "--number", "1", "--valid-from", "2024-01-01", "--made-by", "WMCA", "--out", file]
    assert main(["pack", "keys", "--out", key]) == 0
    fingerprint = capsys.readouterr().out.strip()
    assert (tmp_path / "key.pem").stat().st_mode & 0o777 == 0o600
    assert main(["pack", "keys", "--out", key]) == 2, "a key is never written over"
    assert main(["pack", "begin", tables]) == 0
    assert main(["pack", "make", tables, *said]) == 0
    assert main(["pack", "load", file]) == 2, "the key is not trusted"
    assert main(["pack", "trust", fingerprint, "--name", "WMCA"]) == 0
    assert main(["pack", "load", file]) == 0
    capsys.readouterr()
    assert main(["pack", "show"]) == 0
    shown = capsys.readouterr().out
    assert f"key: {fingerprint}\ntrusted here: yes, WMCA" in shown
    assert "calendar.csv, destinations.csv, readings.csv, reasons.csv, terms.toml, tolerances.csv" in shown
    assert main(["pack", "off"]) == 0
    assert rule_set() == RULE_SET
