"""A report on paper: the same figures, what is the same said once, wide tables in parts, PDF where it can be had."""

import re
import sys
import zlib
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from openlet.cli import main
from openlet.reports import paper
from openlet.reports.paper import document_html
from openlet.reports.pdf import NoPdf, pdf_bytes
from openlet.reports.tables import MARKING, Report, Table

SAID: dict[str, Any] = {
    "as_of": "2024-08-20",
    "contracts": [{"provider": "Example & Sons Ltd", "UKPRN": 10999991, "id": "EXAMPLE-0001", "wave": "Wave 5"}],
    "files": [{"name": "a.xml", "sha256": "0" * 64}],
}
CONTEXT = ("return", "as_of", "ukprn", "contract_id")
WHOSE = ("2023-24 R13", date(2024, 8, 20), 10999991, "EXAMPLE-0001")
TABLE = Table(
    "t",
    "Payments",
    (*CONTEXT, "learner", "milestone_share", "net", "nothing", "text"),
    [
        (*WHOSE, "L0001", Decimal("0.40"), Decimal("-1200.00"), None, "<b>not bold</b>"),
        (*WHOSE, "L0002", Decimal("0.30"), Decimal("900.00"), None, "b"),
    ],
)


def html(*tables: Table) -> str:
    return document_html(Report("r", "Money & more", tables), SAID)


def test_a_document_says_whose_it_is_of_which_day_and_what_it_rests_on() -> None:
    text = html(TABLE)
    for said in ("Money &amp; more", "Example &amp; Sons Ltd", "As of 20 August 2024", MARKING, "a.xml", "0" * 64):
        assert said in text
    assert '<html lang="en-GB">' in text
    assert not re.search(r"<script|<link|https?://|url\(", text)


def test_what_is_the_same_in_every_row_is_said_once_and_what_is_empty_is_left_out() -> None:
    text = html(TABLE).split("<h2>About")[0]
    assert text.count("EXAMPLE-0001") == 2  # of the contract, and above the table
    assert "return: 2023-24 R13; as of: 2024-08-20" in text
    assert "nothing" not in text


def test_money_is_shown_as_money_shares_are_not_and_text_is_never_markup() -> None:
    text = html(TABLE)
    assert "-£1,200.00" in text
    assert ">0.40<" in text
    assert "&lt;b&gt;not bold&lt;/b&gt;" in text


def test_a_wide_table_goes_on_below_with_what_names_its_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper, "ACROSS", 2)
    text = html(TABLE).split("<h2>About")[0]
    assert text.count("part 3 of 3") == 1
    assert text.count('<th scope="row">L0001</th>') == 3
    for cell in ("0.40", "-£1,200.00", "&lt;b&gt;"):
        assert text.count(cell) == 1


def test_a_long_table_says_where_the_rest_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper, "MOST_ROWS", 1)
    text = html(TABLE)
    assert "The first 1 of 2 rows. All of them are in the workbook." in text
    assert "L0002" not in text


def test_an_empty_table_says_so() -> None:
    assert "<p>Nothing.</p>" in html(Table("t", "T", ("a",), []))


def test_a_pdf_is_tagged_and_has_a_title_and_a_language() -> None:
    try:
        made = pdf_bytes(Report("r", "Money & more", (TABLE,)), SAID)
    except NoPdf as lacking:
        pytest.skip(str(lacking))
    assert made.startswith(b"%PDF-")
    inside = b"".join(map(_unpacked, re.findall(rb"stream\r?\n(.*?)\r?\nendstream", made, re.DOTALL)))
    for mark in (b"/MarkInfo", b"/StructTreeRoot", b"/Lang (en-GB)", b"pdfuaid", b"/TH"):
        assert mark in inside + made


def _unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return stream


def test_without_weasyprint_one_sentence_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(NoPdf, match="pip install 'openlet"):
        pdf_bytes(Report("r", "R", (TABLE,)), SAID)
    call = ["report", "all", "no-such-file.xml", "--contract", "no.toml", "--out", "out", "--format", "pdf"]
    assert main(call) == 2
    said = capsys.readouterr().err
    assert "PDF needs WeasyPrint, which is not installed here." in said
    assert "Traceback" not in said
