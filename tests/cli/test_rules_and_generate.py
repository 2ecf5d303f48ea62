"""``openlet rules`` and ``openlet generate``."""

import json
from pathlib import Path

import pytest

from openlet.cli import main
from openlet.rules import book
from openlet.spec.scheme import reasons


def test_the_list_holds_every_rule_and_reason(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["rules", "--format", "json"]) == 0
    listed = {one["rule"] for one in json.loads(capsysbinary.readouterr().out)}
    assert listed == {made.code for made in book()} | reasons().keys()


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("NP-08", "# NP-08: FFI 2 and an employer contribution must come together"),
        ("np08", "# NP-08"),
        ("fd_uln_ma", "# FD_ULN_MA"),
        ("MC-12", "# MC-12: Job offer more than 6 months after the bootcamp ended"),
        ("NP-11", "# NP-11"),
    ],
)
def test_a_rule_is_found_by_its_code_however_it_is_written(
    asked: str, told: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["rules", asked]) == 0
    page = capsysbinary.readouterr().out.decode()
    assert page.startswith(told)
    assert "- severity:" in page
    assert "- source:" in page


def test_an_official_rule_shows_the_official_wording(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    main(["rules", "Ethnicity_01"])
    assert "Open Government Licence" in capsysbinary.readouterr().out.decode()


def test_the_page_of_an_official_rule_tells_all_of_it(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    main(["rules", "LSDPostcode_06"])
    page = capsysbinary.readouterr().out.decode()
    assert page.startswith("# LSDPostcode_06: The learner must have lived in the area of the authority that pays\n")
    assert "- severity: error\n- years: 2024-25 to 2025-26\n" in page
    assert "- source: ILR validation rules 2025-26, Learning delivery, LSDPostcode_06" in page
    for part in ("Fault where: ", "Except: ", "Read as: ", "What it says: ", "Skipped where: "):
        assert part in page
    assert "It fires, for example, with:\n\n- a learner from London\n" in page
    assert "It does not fire with:\n\n- a learner from Birmingham\n" in page
    assert "> Exclusions: This rule is not triggered for Restarts" in page


def test_the_page_of_an_ended_rule_says_how_sure_we_are(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    main(["rules", "R107"])
    page = capsysbinary.readouterr().out.decode()
    assert "- years: 2022-23 to 2023-24\n" in page
    assert "The rule in our own words, as its official wording was not found (medium: " in page
    assert "Where it is from: " in page
    assert "Crown copyright" not in page


@pytest.mark.parametrize("asked", ["Protected ZIP file", "r_06", "R06"])
def test_a_rule_with_an_odd_name_is_found(asked: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["rules", asked]) == 0
    assert "- severity: error" in capsysbinary.readouterr().out.decode()


def test_an_unknown_rule_is_said_in_a_sentence(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["rules", "XX_99"]) == 2
    assert "There is no rule 'XX_99'" in capsysbinary.readouterr().err.decode()


def test_generated_returns_can_be_priced_at_once(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    arguments = ["--learners", "30", "--files", "2", "--year", "2324", "--seed", "7", "--out", str(tmp_path)]
    assert main(["generate", *arguments]) == 0
    returns, contracts = sorted(map(str, tmp_path.glob("*.xml"))), sorted(map(str, tmp_path.glob("*.toml")))
    capsysbinary.readouterr()
    assert main(["pay", *returns, "--contract", *contracts, "--format", "json"]) == 1
    answer = json.loads(capsysbinary.readouterr().out)
    assert len(answer["totals"]) == 2
    assert any(one["milestones"]["M1"]["payable"] for one in answer["bootcamps"])


@pytest.mark.parametrize(
    ("learners", "year", "said"), [("0", "2023-24", "learner"), ("5", "2031-32", "not an ILR year")]
)
def test_an_impossible_wish_is_refused_in_a_sentence(
    learners: str, year: str, said: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    arguments = ["--learners", learners, "--year", year, "--out", str(tmp_path / "out")]
    assert main(["generate", *arguments]) == 2
    assert said in capsysbinary.readouterr().err.decode()
