"""The table of the occupancy report's columns."""

from openlet.spec.layout import layout
from openlet.spec.occupancy import occupancy_columns, occupancy_headers, plain_header
from openlet.spec.tables import all_rows
from openlet.spec.years import years


def test_both_known_layouts_have_all_their_columns() -> None:
    rows = all_rows("occupancy.csv")
    assert sum(row["in_2019_20"] == "yes" for row in rows) == 128  # with the marking, which is the last header
    assert sum(row["in_2020_21"] == "yes" for row in rows) == 148
    assert len(occupancy_headers()) == len(rows)


def test_what_is_read_is_an_element_of_every_year() -> None:
    for year in years():
        known = {(entity.name, field.element) for entity in layout(year).walk() for field in entity.fields()}
        assert {(one.entity, one.element) for one in occupancy_columns().values()} <= known


def test_every_column_that_payments_need_is_in_both_layouts() -> None:
    rows = {row["header"]: row for row in all_rows("occupancy.csv")}
    needed = [one.header for one in occupancy_columns().values() if one.is_needed]
    assert len(needed) == 20
    assert all(rows[header]["in_2019_20"] and rows[header]["in_2020_21"] for header in needed)


def test_headers_are_known_whatever_their_dashes_blanks_and_case() -> None:
    text = "Learning delivery funding and monitoring type \u2013 full or co funding  Indicator "
    assert plain_header(text) in occupancy_columns()
