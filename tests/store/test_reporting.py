"""Reports are those of ``openlet report`` on the files that would be exported now, and are never shown as newer."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from openlet.cli import main
from openlet.contracts.rates import Assumed, Rates, read_rates
from openlet.contracts.terms import Contracts
from openlet.reports.kept import rows_as_data, rows_from
from openlet.reports.kinds import KINDS
from openlet.spec.years import year_of
from openlet.store.basis import current_basis
from openlet.store.documents import tree_of
from openlet.store.models import KeptContract, Provider, ReportResult, ReturnYear
from openlet.store.refusals import NotDone
from openlet.store.services import (
    add_learner,
    begin_year,
    export_file,
    keep_contract,
    keep_rates,
    mark_of_reports,
    prepare_recording,
    record_paid,
    set_dont_export,
    set_field,
    set_provider,
    set_return_dates,
    set_working_day,
    work_out_reports,
)
from openlet.web.reported import kept_report
from tests import make
from tests.store.keeping import ANN, YEAR

NEXT = year_of("2024-25")
DAY = date(2024, 10, 18)
ULNS = (1000000027, 1000000035)
IN_FILE_NAMES = re.compile("-2324-|-2425-")
NO_DAM = make.fams("SOF112", "FFI1")


@pytest.fixture(autouse=True)
def provider() -> Provider:
    whose: Provider = set_provider(make.UKPRN, "Example Training Ltd")
    keep_contract(whose, "contract.toml", make.CONTRACT.encode(), ANN)
    set_working_day(whose, DAY)
    whose.refresh_from_db()
    return whose


def fill() -> list[int]:
    """One with all that Milestone 2 needs and a job in the next year; one that WMCA would not pay."""
    good = make.learner(make.finished(), make.milestone(), ULN=ULNS[0], LearnRefNumber="L0001")
    unpaid = make.learner(make.aim(LearningDeliveryFAM=NO_DAM), ULN=ULNS[1], LearnRefNumber="L0002")
    job = make.milestone("Z0010212", date(2024, 10, 7), AimSeqNumber=1)
    later = make.learner(job, ULN=ULNS[0], LearnRefNumber="L0001", PlanLearnHours=None)
    listed = [(YEAR, good), (YEAR, unpaid), (NEXT, later)]
    return [
        add_learner(begin_year(make.UKPRN, of), ANN, one.LearnRefNumber or "", tree_of(one, of)).learner
        for of, one in listed
    ]


def of_year() -> ReturnYear:
    found: ReturnYear = ReturnYear.objects.select_related("provider").get(year=YEAR.code)
    return found


def kept(kind: str) -> dict[str, list[dict[str, Any]]]:
    """The tables of a kept report as the JSON of the command line has them, without what names the very file."""
    shown = kept_report(of_year(), kind)
    assert shown is not None
    said = {one.name: one.records() for one in shown.tables()}
    return json.loads(json.dumps(said, default=str))  # type: ignore[no-any-return]


@pytest.mark.parametrize("kind", KINDS)
def test_the_figures_are_those_of_the_command_line_on_the_exported_files(
    kind: str, folder: Path, provider: Provider
) -> None:
    fill()
    rates = folder / "rates.toml"
    rates.write_text('[rates]\nm1 = "0.9"\nm2 = "0.7"\nm3 = "0.5"\n', encoding="utf-8")
    contracts = Contracts((make.contract(),))
    keep_rates(provider, read_rates(rates, contracts), contracts, ANN)
    work_out_reports(provider, ANN)
    place, contract = folder / "exports", folder / "contract.toml"
    contract.write_text(make.CONTRACT, encoding="utf-8")
    files = [str(export_file(place, ANN, year, DAY).path) for year in (YEAR, NEXT)]
    options = ["--contract", str(contract), "--as-of", DAY.isoformat(), "--format", "json", "--out", str(folder / "r")]
    options += ["--rates", str(rates)]
    main(["report", kind, *files, *options])
    said: dict[str, Any] = {}
    for path in (folder / "r").glob("*.json"):
        said |= json.loads(path.read_text(encoding="utf-8"))["tables"]
    found = kept(kind)
    assert found.keys() == said.keys()
    for name, rows in found.items():
        assert _plain(rows) == _plain(said[name]), name


def _plain(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows in one form; the files differ in the moment that stands in their names."""
    return [
        {name: None if "-2324-" in str(cell) or "-2425-" in str(cell) else cell for name, cell in row.items()}
        for row in rows
    ]


def test_every_change_of_what_a_report_rests_on_is_noticed(provider: Provider) -> None:
    learners = fill()

    def mark() -> str:
        provider.refresh_from_db()
        return mark_of_reports(provider, current_basis(provider))

    seen = [mark()]
    assert mark() == seen[0]
    set_field(learners[0], "Learner/GivenNames", "Another", "Person", ANN)
    seen.append(mark())
    set_dont_export(learners[1], True, ANN)
    seen.append(mark())
    keep_contract(provider, "contract.toml", make.CONTRACT.replace("3000.00", "2999.00").encode(), ANN)
    seen.append(mark())
    set_working_day(provider, date(2024, 10, 19))
    seen.append(mark())
    set_return_dates(provider, YEAR, {"R14": date(2024, 10, 25)}, ANN)
    seen.append(mark())
    record_paid(provider, prepare_recording(provider), ANN)
    seen.append(mark())
    export_file(None, ANN, YEAR, DAY)
    seen.append(mark())
    keep_rates(provider, Rates(Assumed({}, 60), {}, (), "", ""), Contracts((make.contract(),)), ANN)
    seen.append(mark())
    assert len(set(seen)) == len(seen)


def test_a_result_replaces_the_one_before_as_a_whole(provider: Provider) -> None:
    learners = fill()
    work_out_reports(provider, ANN)
    set_dont_export(learners[1], True, ANN)
    shown = kept_report(of_year(), "payments")
    assert shown is not None
    assert shown.is_old
    work_out_reports(provider, "bob")
    assert ReportResult.objects.count() == len(KINDS)
    again = kept_report(of_year(), "payments")
    assert again is not None
    assert not again.is_old
    assert {row["learn_ref_number"] for row in again.table("payments").records()} == {"L0001"}
    assert again.result.who == "bob"
    assert any("1 " in note and "left out" in note for note in again.result.notes)


def test_without_a_contract_or_without_anybody_to_export_it_is_said(provider: Provider) -> None:
    with pytest.raises(NotDone, match="Nobody would be in a file"):
        work_out_reports(provider, ANN)
    KeptContract.objects.all().delete()
    with pytest.raises(NotDone, match="No contract is kept"):
        work_out_reports(provider, ANN)
    assert not ReportResult.objects.exists()


def test_names_are_added_only_where_they_are_asked_for(provider: Provider) -> None:
    fill()
    work_out_reports(provider, ANN)
    without, with_names = kept_report(of_year(), "payments"), kept_report(of_year(), "payments", with_names=True)
    assert without is not None
    assert with_names is not None
    assert "family_name" not in without.table("payments").columns
    assert with_names.table("payments").columns[-2:] == ("family_name", "given_names")


def test_cells_come_back_as_they_were() -> None:
    from decimal import Decimal

    rows = [("=1", 1, True, None, Decimal("1.10"), Decimal("0.315"), date(2024, 5, 1), "")]
    assert rows_from(json.loads(json.dumps(rows_as_data(rows)))) == rows
