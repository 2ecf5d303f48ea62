"""The experimental year once it is switched on, from the command line and in the browser; run by tests/spec."""

import csv
import re
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from openlet.cli import main
from openlet.ilr.opening import source
from openlet.ilr.reading import IlrFile
from openlet.ilr.records import Learner
from openlet.invented import generate
from openlet.spec.years import switched_on, year_of
from openlet.store.models import Job, LearnerRow
from openlet.store.services import begin_year, set_provider, set_working_day
from tests import make
from tests.web.pages import file_of, hidden, result, said, sent_in

pytestmark = pytest.mark.skipif("2026-27" not in switched_on(), reason="2026-27 is off; tests/spec switches it on")
IN_2026_27 = {"LearnStartDate": date(2026, 3, 2), "LearnPlanEndDate": date(2026, 9, 30)}


def test_invented_returns_of_2026_27_are_checked_and_paid(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, contract = generate(tmp_path, 40, 1, year_of("2026-27"), 1)
    assert main(["check", str(file), "--contract", str(contract)]) == 1
    assert " 0 crashed" in capsys.readouterr().out
    assert main(["pay", str(file), "--contract", str(contract)]) == 1
    assert main(["template", "--year", "2026-27", "--out", str(tmp_path / "t.xlsx")]) == 0
    assert "2026-27 is experimental" in capsys.readouterr().err


def test_2025_26_is_carried_into_2026_27(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    going = make.aim(**IN_2026_27, PHours=60, AddHours=2, OTJActHours=5, EPAOrgID="EPA0001", FundModel=35)
    old, new, report = tmp_path / "old.xml", tmp_path / "new.xml", tmp_path / "report.csv"
    old.write_text(make.xml([make.learner(going)], "2025-26"), encoding="utf-8")
    assert main(["convert", str(old), "--to", "2026-27", "--out", str(new), "--report", str(report)]) == 0
    capsys.readouterr()
    (carried,) = [item.record for item in IlrFile(source(str(new))) if isinstance(item.record, Learner)]
    (aim,) = carried.LearningDelivery
    assert (aim.EPAOrgID, aim.PHours, aim.AddHours, aim.OTJActHours) == ("EPA0001", None, None, None)
    rows = list(csv.DictReader(report.open(encoding="utf-8-sig")))
    left = {row["path"].rpartition("/")[2]: row["reason"] for row in rows if row["outcome"] == "left behind"}
    assert {"PHours", "AddHours", "OTJActHours"} <= left.keys()
    assert "hours record" in left["PHours"]


def test_the_entry_tool_begins_it_takes_learners_over_and_shows_its_form(browser: Client, folder: Path) -> None:
    set_working_day(set_provider(make.UKPRN, "Example Training Ltd"), date(2026, 9, 1))
    begin_year(make.UKPRN, year_of("2025-26"))
    assert "2026-27 (experimental)" in said(browser.get("/2526/settings"))
    browser.post("/2526/settings/provider", {"begin": "2026-27"})
    page = sent_in(browser, file_of(make.learner(make.aim(**IN_2026_27, PHours=60)), of="2025-26"), year=2627)
    assert "2025-26, carried into 2026-27" in said(page)
    given = {"mode": "add", "mark": hidden(page, "mark")}
    result(browser, browser.post(f"/2627/import/{Job.objects.latest('pk').pk}/confirm", given))
    row = LearnerRow.objects.get(of__year=2627)
    person = browser.get(f"/learner/{row.pk}/").content.decode()
    assert "return of 2026-27 (experimental)" in person
    of_aim = re.search(rf"/learner/{row.pk}/aim/[^/]+/", person)
    assert of_aim
    form = browser.get(of_aim[0]).content.decode()
    assert "EPAOrgID" in form
    assert "PHours" not in form
