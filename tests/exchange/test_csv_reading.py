"""CSV of any program: its encoding and separator are found out; what cannot be told into cells is refused."""

import pytest

from openlet.exchange import csv_reading
from openlet.exchange.grid import Kind
from openlet.exchange.opening import is_spreadsheet, open_book
from openlet.ilr.opening import Source, Unreadable
from tests.exchange.books import opened, rows


def texts(content: bytes, name: str = "test.csv") -> list[list[str]]:
    book = open_book(Source(name, None, content))
    return [[cell.text for cell in row.cells.values()] for row in book.sheets[0].rows()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_the_encoding_is_found_out(encoding: str) -> None:
    text = "Name,Town\nZo\u00eb \u2013 O\u2019Neill,K\u00f6ln\n"
    assert texts(text.encode(encoding)) == [["Name", "Town"], ["Zo\u00eb \u2013 O\u2019Neill", "K\u00f6ln"]]


def test_of_the_encoding_of_windows_it_is_said_that_names_should_be_looked_at() -> None:
    assert "accents" in open_book(Source("a.csv", None, "é".encode("cp1252"))).notes[0]
    assert open_book(Source("a.csv", None, "é".encode())).notes == []


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found_out(separator: str) -> None:
    text = separator.join(("LearnRefNumber", "FamilyName", "AddLine1")) + "\n"
    text += separator.join(("L1", "Invented", '"1, Example; Street"')) + "\n"
    assert texts(text.encode())[1] == ["L1", "Invented", "1, Example; Street"]


def test_commas_within_the_values_do_not_outvote_the_separator() -> None:
    text = "Name;Address\n" + "Invented;1, Example Street, Town\n" * 5
    assert texts(text.encode())[1] == ["Invented", "1, Example Street, Town"]


def test_the_separator_may_be_said_in_the_first_line() -> None:
    assert texts(b"sep=;\r\na;b,c\r\n") == [["a", "b,c"]]


def test_one_column_is_a_table_too() -> None:
    assert texts(b"LearnRefNumber\nL1\n") == [["LearnRefNumber"], ["L1"]]


def test_line_ends_of_every_system_and_within_quotation_marks_are_understood() -> None:
    assert texts(b'a,b\r\n"one\r\ntwo",c\r\n') == [["a", "b"], ["one\r\ntwo", "c"]]
    assert texts(b"a,b\rc,d\r") == [["a", "b"], ["c", "d"]]


def test_rows_are_counted_as_a_spreadsheet_program_counts_them() -> None:
    assert [row.number for row in rows('a,b\n\n,,\n"x\ny",1\nlast,1\n')] == [1, 4, 5]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"a,b\nc\0,d\n", "Line 2 .*NUL"),
        (b"a,\x81\n", "not a text file"),
        (b'a,"b\nc,d\n', "Row 1 .*cannot be told into cells"),
        (b'a,b\nx,"y"z\n', "Row 2 .*cannot be told into cells"),
        (b"a,b\n" + b"x" * 200_000 + b"\n", "Row 2 .*cannot be told into cells"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(content: bytes, text: str) -> None:
    with pytest.raises(Unreadable, match=text):
        texts(content)


def test_what_stands_where_a_formula_failed_is_no_value() -> None:
    found = opened("LearnRefNumber,a,b\nL1,#N/A,Err:502\nL2,#1,Err: none\n").sheets[0].rows()
    kinds = [[cell.kind for cell in row.cells.values()] for row in found]
    assert kinds[1:] == [[Kind.TEXT, Kind.UNKNOWN, Kind.UNKNOWN], [Kind.TEXT] * 3]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_known_without_its_mark(encoding: str) -> None:
    assert texts("LearnRefNumber\tGivenNames\nL1\tZoë\n".encode(encoding))[1] == ["L1", "Zoë"]


def test_too_many_rows_or_columns_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_reading, "MOST_ROWS", 3)
    monkeypatch.setattr(csv_reading, "MOST_COLUMNS", 3)
    assert len(texts(b"a,b,c\n" * 3)) == 3
    for content in (b"a\n" * 4, b"a,b,c,d\n"):
        with pytest.raises(Unreadable, match="too much to read"):
            texts(content)


@pytest.mark.parametrize("end", ["\n", "\r"])
def test_a_line_without_an_end_is_refused(end: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_reading, "LONGEST_LINE", 10)
    whole = f"a,b{end}" * 20
    assert len(texts(whole.encode())) == 20
    for content in (whole + "," * 11, "," * 11 + end + whole, whole + "," * 11 + end + whole):
        with pytest.raises(Unreadable, match="line of more than 10"):
            texts(content.encode())


@pytest.mark.parametrize("name", ["a.csv", "A.CSV", "a.tsv", "a.xlsx", "a.xlsm", "a.xls", "a.ods"])
def test_spreadsheets_are_known_by_their_names(name: str) -> None:
    assert is_spreadsheet(name)


@pytest.mark.parametrize("name", ["a.xml", "a.zip", "csv", "a.xlsx.xml"])
def test_other_files_are_no_spreadsheets(name: str) -> None:
    assert not is_spreadsheet(name)


@pytest.mark.parametrize("name", ["a.ods", "a.xls", "a.xlsb"])
def test_other_formats_are_refused_with_what_to_do(name: str) -> None:
    with pytest.raises(Unreadable, match=r"save it as \.xlsx"):
        opened(b"PK\x03\x04" + b"\0" * 100, name)


def test_a_workbook_that_is_called_csv_is_read_as_what_it_is() -> None:
    from tests.exchange.books import table

    assert [cell.text for cell in rows(table(["a", "b"]), "a.csv")[0].cells.values()] == ["a", "b"]
