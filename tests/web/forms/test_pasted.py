"""A table from a spreadsheet is read as newcomers: headings, order, cells, what is filled in, what is refused."""

from datetime import date

import pytest

from openlet.spec.codes import codes
from openlet.spec.cohorts import enrolment_columns, shared_places
from openlet.spec.layout import entity
from openlet.spec.years import year_of
from openlet.store.cohorts import newcomer, skeleton
from openlet.web.forms.pasted import (
    FILLINGS,
    MOST_ROWS,
    Column,
    Pasted,
    WrongTable,
    columns_for,
    read_pasted,
    repeated,
    stated_order,
)
from tests import make

YEAR = year_of("2024-25")
DAY = date(2024, 10, 18)
TREE = skeleton(make.BOOTCAMP, "2024-09-16", "2024-12-06", "38")
COLUMNS = columns_for(TREE, YEAR, DAY)
AIM, STATUS = "Learner/LearningDelivery/*", "Learner/LearnerEmploymentStatus/*"


def read(text: str, fillings: tuple[str, ...] = ()) -> Pasted:
    return read_pasted(text, COLUMNS, TREE, YEAR, DAY, fillings)


def texts(text: str, fillings: tuple[str, ...] = ()) -> list[dict[str, str]]:
    return [row.texts for row in read(text, fillings).rows]


def column(heading: str) -> Column:
    return next(one for one in COLUMNS if one.heading == heading)


@pytest.mark.parametrize(
    ("heading", "pattern"),
    [
        ("FamilyName", "Learner/FamilyName"),
        ("Family name", "Learner/FamilyName"),
        ("FAMILY  NAME", "Learner/FamilyName"),
        ("Surname", "Learner/FamilyName"),
        ("Date of birth", "Learner/DateOfBirth"),
        ("DOB", "Learner/DateOfBirth"),
        ("NI number", "Learner/NINumber"),
        ("Unique learner number (ULN)", "Learner/ULN"),
        ("PriorLevel", "Learner/PriorAttain/*/PriorLevel"),
        ("EmpStat", f"{STATUS}/EmpStat"),
        ("LOU", f"{STATUS}/EmploymentStatusMonitoring:LOU:1"),
        ("Length of unemployment", f"{STATUS}/EmploymentStatusMonitoring:LOU:1"),
        ("LSDPostcode", f"{AIM}/LSDPostcode"),
        ("DAM", f"{AIM}/LearningDeliveryFAM:DAM:1"),
        ("DAM 2", f"{AIM}/LearningDeliveryFAM:DAM:2"),
        ("LearnRefNumber", "Learner/LearnRefNumber"),
        ("Provider specified info A", f"{AIM}/ProviderSpecDeliveryMonitoring:A:1"),
        ("LDM1", f"{AIM}/LearningDeliveryFAM:LDM:1"),
    ],
)
def test_a_heading_may_be_the_ilr_name_our_label_or_what_spreadsheets_say(heading: str, pattern: str) -> None:
    assert read(f"{heading}\n1\n").columns[0].pattern == pattern


def test_cells_are_stored_as_the_boxes_of_a_learner_store_them() -> None:
    headings = "First name\tSurname\tDOB\tSex\tULN\tPostcode\tEmployment\tLOU\n"
    assert texts(headings + " Ann \tLee\t1 Feb 90\tfemale\t1000 000 027\tb11aa\t11\t2\n") == [
        {
            "Learner/GivenNames": "Ann",
            "Learner/FamilyName": "Lee",
            "Learner/DateOfBirth": "1990-02-01",
            "Learner/Sex": "F",
            "Learner/ULN": "1000000027",
            "Learner/Postcode": "B1 1AA",
            f"{STATUS}/EmpStat": "11",
            f"{STATUS}/EmploymentStatusMonitoring:LOU:1": "2",
        }
    ]


def test_a_cell_says_how_it_is_read() -> None:
    cell = read("DOB\tSex\n1/2/90\tfemale\n").rows[0].cells["Learner/DateOfBirth"]
    assert (cell.typed, cell.text, cell.shown, cell.read_as) == (
        "1/2/90",
        "1990-02-01",
        "01/02/1990",
        "Thursday 1 February 1990",
    )


def test_what_is_not_understood_stays_as_it_was_pasted() -> None:
    assert texts("DOB\tULN\n31/02/1990\tnot yet\n")[0] == {
        "Learner/DateOfBirth": "31/02/1990",
        "Learner/ULN": "not yet",
    }


@pytest.mark.parametrize(
    "table",
    [
        "GivenNames\tFamilyName\nAnn\tLee\n",
        "GivenNames\tFamilyName\r\nAnn\tLee\r\n",
        "GivenNames,FamilyName\nAnn,Lee\n",
        'GivenNames,FamilyName\n"Ann","Lee"\n',
        "GivenNames;FamilyName\nAnn;Lee\n",
        "\n\nGivenNames\tFamilyName\t\nAnn\tLee\t\n\t\t\n\n",
        "\ufeffGivenNames\tFamilyName\nAnn\tLee",
    ],
    ids=["tabs", "line ends of Windows", "commas", "quoted", "semicolons", "blank rows and columns", "byte order mark"],
)
def test_a_table_may_be_copied_or_exported(table: str) -> None:
    found = read(table)
    assert [row.texts for row in found.rows] == [{"Learner/GivenNames": "Ann", "Learner/FamilyName": "Lee"}]
    assert (found.has_headings, found.unknown) == (True, ())


def test_a_cell_with_a_line_break_in_it_is_one_cell() -> None:
    assert texts('AddLine1\tFamilyName\n"1 Example\nStreet"\tLee\n')[0]["Learner/FamilyName"] == "Lee"


def test_what_newcomers_have_one_record_of_has_no_second_column() -> None:
    found = read("FamilyName\tPriorLevel 2\tEmpStat 2 LOU\tLDM 2\nLee\t5\t1\t034\n")
    assert found.unknown == ("PriorLevel 2", "EmpStat 2 LOU")
    assert found.rows[0].texts[f"{AIM}/LearningDeliveryFAM:LDM:2"] == "034"


def test_a_table_without_headings_is_read_in_the_stated_order() -> None:
    order = stated_order(COLUMNS)
    assert [one.heading for one in order[:5]] == ["GivenNames", "FamilyName", "DateOfBirth", "Sex", "ULN"]
    found = read("Ann\tLee\t1/2/1990\tF\t1000000027\n")
    assert not found.has_headings
    assert found.rows[0].texts["Learner/ULN"] == "1000000027"


def test_the_row_of_headings_to_copy_is_understood() -> None:
    order = stated_order(COLUMNS)
    found = read("\t".join(one.heading for one in order) + "\n" + "\t".join("x" for _ in order))
    assert found.columns == order
    assert found.unknown == ()


def test_a_heading_that_means_nothing_is_named_and_its_column_left_out() -> None:
    found = read("GivenNames\tShoe size\tFamilyName\nAnn\t39\tLee\n")
    assert found.unknown == ("Shoe size",)
    assert found.rows[0].texts == {"Learner/GivenNames": "Ann", "Learner/FamilyName": "Lee"}


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("", "Nothing was pasted"),
        (" \n\t\n", "Nothing was pasted"),
        ("GivenNames\tFamilyName\n", "Only the row of headings"),
        ("GivenNames\tFirst name\nAnn\tAnn\n", "GivenNames and First name both are Given names"),
        ("\t".join("x" for _ in range(40)), "more than the"),
        ("FamilyName\n" + "Lee\n" * (MOST_ROWS + 1), "at most 500"),
    ],
    ids=["nothing", "blanks", "only headings", "a column twice", "too many columns", "too many rows"],
)
def test_a_text_that_is_no_table_is_refused_with_the_reason(table: str, words: str) -> None:
    with pytest.raises(WrongTable, match=words):
        read(table)


def test_the_most_rows_are_taken() -> None:
    assert len(read("FamilyName\n" + "Lee\n" * MOST_ROWS).rows) == MOST_ROWS


def test_a_row_that_is_longer_than_the_headings_is_named() -> None:
    rows = read("GivenNames\tFamilyName\nAnn\tLee\tmore\nBob\tRay\n").rows
    assert ["more cells" in row.trouble for row in rows] == [True, False]


# What is filled in.


def test_what_follows_from_the_rest_is_filled_in_where_that_is_asked_for() -> None:
    table = "FamilyName\tPostcode\tPriorLevel\tEmpStat\nLee\tB1 1AA\t4\t11\n"
    row = read(table, FILLINGS).rows[0]
    filled = {pattern: cell.text for pattern, cell in row.cells.items() if cell.is_filled}
    assert filled == {
        "Learner/PostcodePrior": "B1 1AA",
        f"{AIM}/LSDPostcode": "B1 1AA",
        "Learner/PriorAttain/*/DateLevelApp": "2024-09-16",
        f"{STATUS}/DateEmpStatApp": "2024-09-15",
    }
    assert not any(cell.is_filled for cell in read(table).rows[0].cells.values())


def test_nothing_is_filled_in_over_what_the_table_has() -> None:
    table = "Postcode\tLSDPostcode\tEmpStat\tDateEmpStatApp\nB1 1AA\tB2 2BB\t11\t1/9/24\n"
    found = texts(table, FILLINGS)[0]
    assert found[f"{AIM}/LSDPostcode"] == "B2 2BB"
    assert found[f"{STATUS}/DateEmpStatApp"] == "2024-09-01"


def test_no_date_is_filled_in_for_a_status_or_a_level_that_is_not_given() -> None:
    assert texts("FamilyName\tEmpStat\tPriorLevel\nLee\t\t\n", FILLINGS) == [{"Learner/FamilyName": "Lee"}]


def test_the_day_before_is_that_before_the_start_of_the_row_if_it_has_one_of_its_own() -> None:
    assert texts("LearnStartDate\tEmpStat\n1/10/2024\t11\n", FILLINGS)[0][f"{STATUS}/DateEmpStatApp"] == "2024-09-30"


def test_nothing_is_worked_out_from_a_start_that_cannot_be_read() -> None:
    assert f"{STATUS}/DateEmpStatApp" not in texts("LearnStartDate\tEmpStat\nsoon\t11\n", FILLINGS)[0]


def test_rows_with_the_same_uln_are_found() -> None:
    rows = read("ULN\tFamilyName\n1000000027\tLee\n1000000035\tRay\n1000 000 027\tFox\n\tKay\n\tMay\n").rows
    assert list(repeated(rows, "Learner/ULN")) == [(2, 0)]


def test_every_column_of_the_tables_is_one_of_the_years() -> None:
    for year in (year_of("2023-24"), YEAR, year_of("2025-26")):
        for place in (*shared_places(), *(one.place for one in enrolment_columns())):
            held = entity(year, place.entity)
            assert held is not None
            assert any(field.element == place.element for field in held.fields())
            if place.type is not None:
                assert any(kind == place.type for kind, _ in codes(place.element, year)) or place.type in "ABCD"
        order = stated_order(columns_for(TREE, year, DAY))
        assert len(order) == len(enrolment_columns())


def test_every_row_that_is_read_makes_a_learner() -> None:
    order = stated_order(COLUMNS)
    row = read("\t".join(one.heading for one in order) + "\n" + "\t".join("1" for _ in order)).rows[0]
    document = newcomer(TREE, row.texts, YEAR)
    assert document["Learner"]["PriorAttain"][0]["PriorLevel"] == "1"
    assert document["Learner"]["LearningDelivery"][0]["LearnAimRef"] == make.BOOTCAMP
