"""``openlet pay`` as it is called: the JSON of interfaces.md, exit statuses, and that a refused run changes nothing."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from openlet.cli import main
from tests import make

AS_OF = make.AS_OF
MONEY = re.compile(r"-?[0-9]+\.[0-9]{2}")
BOOTCAMP_KEYS = [
    "UKPRN", "LearnRefNumber", "ULN", "bootcamp", "price", "milestones", "no_pay", "not_met", "to_do", "destination",
]  # fmt: skip
MILESTONE_KEYS = {
    "payable", "status", "share", "contribution", "net_share_of_price", "amount", "previously_paid", "this_period",
    "movement", "because",
}  # fmt: skip
TOTAL_KEYS = {"UKPRN", "M1", "M2", "M3", "this_period", "withheld"}
STATUSES = {"payable", "not reached", "no pay", "held", "not checkable"}
DESTINATION_KEYS = {"wmca_code", "OutType", "OutCode", "measure", "measure_no", "category", "esfa_category"}


class Desk:
    """A folder with a contract and returns, and ``openlet pay`` run in it."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys
        self.contract = self.write("contract.toml", make.CONTRACT)
        self.ledger, self.out = folder / "ledger.jsonl", folder / "out.json"

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def returned(self, *learners: Any, name: str = "a.xml", **more: Any) -> Path:
        return self.write(name, make.xml(learners, **more))

    def pay(self, *arguments: object) -> tuple[int, str, str]:
        """Exit status, standard output, standard error."""
        status = main(["pay", *map(str, arguments)])
        said = self.capsys.readouterr()
        return status, said.out, said.err

    def answer(self, *arguments: object) -> Any:
        """The JSON of a run."""
        status, out, _ = self.pay(*arguments, "--contract", self.contract, "--format", "json")
        assert status in (0, 1)
        return json.loads(out)


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


def whole() -> Any:
    """A learner who earned all three milestones."""
    return make.learner(
        make.finished(), make.milestone("Z0010211", date(2024, 8, 5)), make.milestone("Z0010212", date(2024, 8, 12))
    )


def faulty() -> Any:
    """A learner with a no-pay fault (NP-08) and nothing but the first condition met."""
    return make.learner(
        make.aim(LearningDeliveryFAM=make.fams("SOF112", "FFI2", "DAM023")),
        LearnRefNumber="L0002",
        ULN=make.OTHER_ULN,
        DateOfBirth=date(1991, 1, 1),
    )


# The JSON.


def test_the_json_has_the_shape_of_interfaces(desk: Desk) -> None:
    answer = desk.answer(desk.returned(whole(), faulty()))
    assert answer["as_of"] == "2024-08-20"
    assert {"bootcamps", "totals", "as_of"} <= answer.keys()
    for entry in answer["bootcamps"]:
        assert list(entry) == BOOTCAMP_KEYS
        assert entry["bootcamp"].keys() == {"LearnAimRef", "LearnStartDate"}
        assert MONEY.fullmatch(entry["price"])
        assert list(entry["milestones"]) == ["M1", "M2", "M3"]
        for one in entry["milestones"].values():
            assert one.keys() >= MILESTONE_KEYS
            assert (one["payable"], one["status"]) in {(status == "payable", status) for status in STATUSES}
            assert all(MONEY.fullmatch(one[key]) for key in ("amount", "previously_paid", "this_period"))
            assert all(
                re.fullmatch(r"[01]\.[0-9]{2,}", one[key]) for key in ("share", "contribution", "net_share_of_price")
            )
            assert one["movement"] in {"new", "unchanged", "clawback", "restored"}
            assert one["because"] and all(isinstance(text, str) for text in one["because"])
        assert entry["destination"].keys() == DESTINATION_KEYS
        assert all(one.keys() >= {"code", "priority", "message", "fields"} for one in entry["to_do"])
    for total in answer["totals"]:
        assert total.keys() >= TOTAL_KEYS
        assert all(MONEY.fullmatch(total[key]) for key in TOTAL_KEYS - {"UKPRN"})


def test_what_was_earned_in_the_json(desk: Desk) -> None:
    first, second = desk.answer(desk.returned(whole(), faulty()))["bootcamps"]
    assert {name: first["milestones"]["M1"][name] for name in ("share", "contribution", "net_share_of_price")} == {
        "share": "0.40",
        "contribution": "0.00",
        "net_share_of_price": "0.40",
    }
    assert [one["amount"] for one in first["milestones"].values()] == ["1200.00", "900.00", "900.00"]
    assert (first["UKPRN"], first["LearnRefNumber"], first["ULN"], first["price"]) == (
        make.UKPRN,
        "L0001",
        make.ULN,
        "3000.00",
    )
    assert first["bootcamp"] == {"LearnAimRef": "Z0020001", "LearnStartDate": "2024-05-01"}
    assert first["destination"]["wmca_code"] == "WMCA1.3"
    assert second["destination"]["wmca_code"] == "not due"
    no_pay = [{key: one[key] for key in ("code", "AimSeqNumber", "blocks")} for one in second["no_pay"]]
    assert no_pay == [{"code": "NP-08", "AimSeqNumber": 1, "blocks": ["M1", "M2", "M3"]}]
    assert second["no_pay"][0].keys() == {"code", "message", "AimSeqNumber", "fields", "blocks", "source"}
    unmet = {(one["milestone"], one["code"]) for one in second["not_met"]}
    assert unmet == {
        ("M2", "MC-05"),
        ("M2", "MC-07"),
        ("M2", "MC-08"),
        ("M3", "MC-10"),
        ("M3", "MC-07"),
        ("M3", "MC-08"),
        ("M3", "MC-11"),
    }


def test_the_totals_add_up(desk: Desk) -> None:
    (total,) = desk.answer(desk.returned(whole(), faulty()))["totals"]
    assert {key: total[key] for key in ("M1", "M2", "M3", "this_period", "withheld")} == {
        "M1": "1200.00",
        "M2": "900.00",
        "M3": "900.00",
        "this_period": "3000.00",
        "withheld": "1200.00",
    }


def test_the_cap_of_the_contract(desk: Desk) -> None:
    desk.write("contract.toml", make.CONTRACT.replace("[contract]", '[contract]\nmax_value = "2500.00"'))
    (total,) = desk.answer(desk.returned(whole()))["totals"]
    assert (total["cumulative"], total["max_value"], total["cumulative_within_max_value"]) == (
        "3000.00",
        "2500.00",
        "2500.00",
    )


def test_a_provider_without_learners_has_a_total_of_nothing(desk: Desk) -> None:
    nobody = make.learner(make.aim(LearnAimRef="60000000"))
    answer = desk.answer(desk.returned(nobody))
    assert answer["bootcamps"] == []
    assert [(one["UKPRN"], one["this_period"]) for one in answer["totals"]] == [(make.UKPRN, "0.00")]


def test_several_files_years_and_contracts(desk: Desk) -> None:
    """The guide's cross-year example beside another provider."""
    other = desk.write("other.toml", make.CONTRACT.replace("10999991", "10999992").replace("Z002000", "Z002100"))
    first = desk.returned(make.learner(make.finished(), make.milestone()), prepared=date(2024, 10, 17))
    second = desk.returned(
        make.learner(make.milestone("Z0010212", date(2024, 10, 7), AimSeqNumber=1)),
        name="b.xml", year="2024-25", prepared=date(2024, 12, 5),
    )  # fmt: skip
    third = desk.returned(
        make.learner(make.aim(LearnAimRef="Z0021001"), ULN=make.OTHER_ULN, DateOfBirth=date(1991, 1, 1)),
        name="c.xml", ukprn=10999992,
    )  # fmt: skip
    answer = desk.answer(first, second, third, "--contract", other)
    amounts = {one["UKPRN"]: [m["amount"] for m in one["milestones"].values()] for one in answer["bootcamps"]}
    assert amounts == {10999991: ["1200.00", "900.00", "900.00"], 10999992: ["1200.00", "0.00", "0.00"]}
    assert answer["as_of"] == "2024-12-05"


def test_the_day_can_be_given(desk: Desk) -> None:
    path = desk.returned(make.learner())
    early = desk.answer(path, "--as-of", "2024-08-20")
    assert early["as_of"] == "2024-08-20"
    assert desk.answer(path, "--as-of", "2024-08-19")["bootcamps"] == []


# Exit statuses.


def test_0_where_all_that_is_claimed_is_paid(desk: Desk) -> None:
    assert desk.pay(desk.returned(whole()), "--contract", desk.contract)[0] == 0


def test_0_where_a_milestone_only_waits(desk: Desk) -> None:
    path = desk.returned(make.learner(), prepared=date(2024, 5, 14))
    assert desk.pay(path, "--contract", desk.contract)[0] == 0


@pytest.mark.parametrize(
    "learner",
    [
        pytest.param(faulty(), id="a no-pay reason"),
        pytest.param(make.learner(make.aim(), make.milestone()), id="a milestone aim that earns nothing"),
        pytest.param(make.learner(make.milestone(AimSeqNumber=1)), id="a milestone aim without its bootcamp"),
        pytest.param(make.learner(DateOfBirth=None), id="something that cannot be checked"),
        pytest.param(make.learner(make.aim(CompStatus=3, LearnActEndDate=date(2024, 5, 3))), id="left before day 14"),
    ],
)
def test_1_where_something_claimed_is_not_paid(desk: Desk, learner: Any) -> None:
    assert desk.pay(desk.returned(learner), "--contract", desk.contract)[0] == 1


WRONG_CONTRACTS = [
    pytest.param("not toml at all [", id="no TOML"),
    pytest.param("", id="an empty file"),
    pytest.param(make.CONTRACT + "\n[readings]\nm1_cuont = 'elapsed'\n", id="an unknown key"),
    pytest.param(make.CONTRACT.replace('"3000.00"', "3000.00"), id="money as a number"),
    pytest.param(make.CONTRACT.replace('"3000.00"', '"-1.00"'), id="a price below nothing"),
    pytest.param(make.CONTRACT + '\n[milestones]\nm1_share = "0.50"\n', id="shares above one"),
]
WRONG_FILES = [
    pytest.param("", id="an empty file"),
    pytest.param("<html></html>", id="no ILR file"),
    pytest.param(make.xml([make.learner()])[:-40], id="a file cut off"),
    pytest.param(make.xml([make.learner()]).replace("2023-24", "2031-32"), id="a year nobody knows"),
    pytest.param("<!DOCTYPE x>" + make.xml([make.learner()]).split("?>", 1)[1], id="a DOCTYPE"),
]


def refused(desk: Desk, *arguments: object) -> str:
    """A run that is refused: status 2, one sentence, nothing written. Returns the sentence."""
    desk.answer(desk.returned(whole(), name="good.xml"), "--ledger", desk.ledger)
    desk.out.write_bytes(b"before")
    ledger, files = desk.ledger.read_bytes(), sorted(desk.folder.iterdir())
    status, out, said = desk.pay(*arguments, "--ledger", desk.ledger, "--out", desk.out, "--format", "json")
    assert (status, out) == (2, "")
    assert said.count("\n") == 1 and said.endswith("\n") and "Traceback" not in said
    assert (desk.ledger.read_bytes(), desk.out.read_bytes()) == (ledger, b"before")
    assert sorted(desk.folder.iterdir()) == files
    return said


@pytest.mark.parametrize("text", WRONG_CONTRACTS)
def test_2_for_a_wrong_contract(desk: Desk, text: str) -> None:
    wrong = desk.write("wrong.toml", text)
    assert "wrong.toml" in refused(desk, desk.returned(make.learner()), "--contract", wrong)


@pytest.mark.parametrize("text", WRONG_FILES)
def test_2_for_a_wrong_file(desk: Desk, text: str) -> None:
    good, wrong = desk.returned(make.learner()), desk.write("wrong.xml", text)
    assert "wrong.xml" in refused(desk, good, wrong, "--contract", desk.contract)


def test_2_for_a_file_that_is_not_there(desk: Desk) -> None:
    assert "was not found" in refused(desk, desk.folder / "none.xml", "--contract", desk.contract)


def test_2_for_a_file_without_its_date(desk: Desk) -> None:
    text = re.sub("<FilePreparationDate>.*?</FilePreparationDate>", "", make.xml([make.learner()]))
    assert "--as-of" in refused(desk, desk.write("undated.xml", text), "--contract", desk.contract)


def test_2_for_a_file_that_breaks_off_after_its_learners(desk: Desk) -> None:
    """Its head is good and all its learners are read before it turns out to be broken."""
    text = make.xml([make.learner()]).replace("</Message>", "<")
    assert "broken.xml" in refused(desk, desk.write("broken.xml", text), "--contract", desk.contract)


def test_2_for_a_ledger_that_was_changed(desk: Desk) -> None:
    path = desk.returned(whole())
    desk.answer(path, "--ledger", desk.ledger)
    spoilt = desk.ledger.read_bytes().replace(b'"pence": 120000', b'"pence": 1')
    desk.ledger.write_bytes(spoilt)
    status, out, said = desk.pay(path, "--contract", desk.contract, "--ledger", desk.ledger, "--out", desk.out)
    assert (status, out, said.count("\n")) == (2, "", 1)
    assert "cannot be relied on" in said
    assert desk.ledger.read_bytes() == spoilt
    assert not desk.out.exists()


def test_2_for_a_day_that_is_none(desk: Desk) -> None:
    with pytest.raises(SystemExit) as stopped:
        desk.pay(desk.returned(make.learner()), "--contract", desk.contract, "--as-of", "18.10.2024")
    assert stopped.value.code == 2


def test_2_without_a_contract(desk: Desk) -> None:
    with pytest.raises(SystemExit) as stopped:
        desk.pay(desk.returned(make.learner()))
    assert stopped.value.code == 2


# The ledger and --out.


def test_run_twice_with_a_ledger_pays_once(desk: Desk) -> None:
    path = desk.returned(whole())
    first = desk.answer(path, "--ledger", desk.ledger)
    written = desk.ledger.read_bytes()
    second = desk.answer(path, "--ledger", desk.ledger)
    assert [one["totals"][0]["this_period"] for one in (first, second)] == ["3000.00", "0.00"]
    milestones = second["bootcamps"][0]["milestones"]
    assert [(one["previously_paid"], one["movement"]) for one in milestones.values()] == [
        ("1200.00", "unchanged"),
        ("900.00", "unchanged"),
        ("900.00", "unchanged"),
    ]
    assert desk.ledger.read_bytes() == written


def test_the_ledger_holds_what_the_json_says(desk: Desk) -> None:
    answer = desk.answer(desk.returned(whole(), faulty()), "--ledger", desk.ledger)
    (line,) = [json.loads(one) for one in desk.ledger.read_text(encoding="utf-8").splitlines()]
    assert sum(one["pence"] for one in line["movements"]) == float(answer["totals"][0]["this_period"]) * 100
    assert [(one["milestone"], one["pence"], one["ULN"]) for one in line["movements"]] == [
        ("M1", 120000, make.ULN),
        ("M2", 90000, make.ULN),
        ("M3", 90000, make.ULN),
    ]
    assert line["as_of"] == "2024-08-20"
    assert [one["name"] for one in line["inputs"]] == ["a.xml"]


def test_no_record_reads_the_ledger_and_adds_nothing(desk: Desk) -> None:
    path = desk.returned(whole())
    desk.answer(path, "--ledger", desk.ledger, "--no-record")
    assert not desk.ledger.exists()


def test_money_to_take_back_goes_on_the_sign_off_list(desk: Desk) -> None:
    desk.answer(desk.returned(whole()), "--ledger", desk.ledger)
    later = desk.returned(make.learner(make.finished(Outcome=3)), prepared=date(2024, 9, 12))
    answer = desk.answer(later, "--ledger", desk.ledger)
    assert [(one["milestone"], one["this_period"]) for one in answer["sign_off"]] == [
        ("M2", "-900.00"),
        ("M3", "-900.00"),
    ]
    movements = [json.loads(one)["movements"] for one in desk.ledger.read_text(encoding="utf-8").splitlines()]
    assert [(one["milestone"], one["pence"], one["sign_off"]) for one in movements[1]] == [
        ("M2", -90000, True),
        ("M3", -90000, True),
    ]


def test_what_is_gone_is_kept_unless_the_return_is_complete(desk: Desk) -> None:
    desk.answer(desk.returned(whole()), "--ledger", desk.ledger)
    other = desk.returned(faulty(), prepared=date(2024, 9, 12))
    kept = desk.answer(other, "--ledger", desk.ledger)
    assert (kept["totals"][0]["this_period"], kept["sign_off"]) == ("0.00", [])
    gone = desk.answer(other, "--ledger", desk.ledger, "--complete-return")
    assert gone["totals"][0]["this_period"] == "-3000.00"
    assert len(gone["sign_off"]) == 3


def test_out_holds_what_standard_output_would(desk: Desk) -> None:
    path = desk.returned(whole())
    printed = desk.answer(path)
    status, out, _ = desk.pay(path, "--contract", desk.contract, "--format", "json", "--out", desk.out)
    assert (status, out) == (0, "")
    assert json.loads(desk.out.read_text(encoding="utf-8")) == printed


def test_one_file_given_twice_pays_once(desk: Desk) -> None:
    path = desk.returned(whole())
    assert desk.answer(path, path)["totals"] == desk.answer(path)["totals"]


@pytest.mark.parametrize("wanted", ["text", "csv"])
def test_people_read_the_reason(desk: Desk, wanted: str) -> None:
    status, out, _ = desk.pay(desk.returned(whole(), faulty()), "--contract", desk.contract, "--format", wanted)
    assert status == 1
    assert "1200.00" in out or "1,200.00" in out
    assert "NP-08" in out


def test_the_sign_off_list_for_people(desk: Desk) -> None:
    desk.answer(desk.returned(whole()), "--ledger", desk.ledger)
    later = desk.returned(make.learner(make.finished(Outcome=3)), prepared=date(2024, 9, 12))
    _, out, _ = desk.pay(later, "--contract", desk.contract, "--ledger", desk.ledger)
    assert "To be signed off" in out
    assert "-900.00" in out
