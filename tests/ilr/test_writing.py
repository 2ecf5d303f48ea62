"""Writing ILR files: what was read is written back, the schema accepts it, and only the header is ours."""

from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from openlet import __version__
from openlet.ilr.reading import IlrFile, Item
from openlet.ilr.records import Learner, LearnerHE, LearningDeliveryHE, LearningProvider, SourceFiles
from openlet.ilr.writing import file_name, our_header, write_file, xml_of
from openlet.spec.years import year_of, years
from tests import make
from tests.ilr import invented
from tests.reference import YEARS, is_valid, sample

MADE = datetime(2024, 8, 20, 9, 30)


def written(ilr: IlrFile, items: list[Item]) -> str:
    """A file that was read, written again with our header."""
    provider, files = ilr.records["LearningProvider"], ilr.records.get("SourceFiles")
    assert isinstance(provider, LearningProvider)
    assert files is None or isinstance(files, SourceFiles)
    text = StringIO()
    header = our_header(make.UKPRN, ilr.year, make.AS_OF, MADE)
    write_file(text.write, ilr.year, header, provider, (item.record for item in items), files)
    return text.getvalue()


Tree = tuple[str, str | list[Any]]


def tree(element: Any) -> Tree:
    """An element's name with its text, or with its elements in order; comments and space between are no data."""
    below = element.findall("{*}*")
    name: str = element.tag
    return (name, [tree(child) for child in below]) if below else (name, "".join(element.xpath("text()")))


def data(content: str) -> list[Tree]:
    """All of a file but its header."""
    root = etree.fromstring(content.encode())
    return [tree(element) for element in root.findall("{*}*") if etree.QName(element).localname != "Header"]


def assert_nothing_is_lost(content: str) -> None:
    ilr, items = make.read(content)
    assert [trouble for item in items for trouble in item.troubles] == ilr.troubles == []
    again = written(ilr, items)
    assert data(again) == data(content)
    assert is_valid(ilr.year.year, etree.fromstring(again.encode()))
    assert "<></" not in again
    assert empty_elements(again) == []
    ilr_again, items_again = make.read(again)
    assert written(ilr_again, items_again) == again


def empty_elements(content: str) -> list[str]:
    root = etree.fromstring(content.encode())
    return [element.tag for element in root.iter("{*}*") if not len(element) and not element.text]


@pytest.mark.parametrize("year", YEARS)
def test_the_sample_is_written_as_it_was_read(year: str) -> None:
    assert_nothing_is_lost(sample(year))


@pytest.mark.parametrize("year", years(), ids=str)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(choose=st.randoms(use_true_random=False), fullness=st.sampled_from((0, 0.3, 0.6, 1)))
def test_any_valid_file_is_written_as_it_was_read(year: Any, choose: Random, fullness: float) -> None:
    assert_nothing_is_lost(invented.file(year, choose, fullness))


@pytest.mark.parametrize("year", years(), ids=str)
def test_a_full_file_holds_every_field_of_the_year_and_loses_none(year: Any) -> None:
    content = invented.file(year, Random(7), fullness=1, tolerated=True)
    ilr, items = make.read(content)
    assert {trouble.kind for item in items for trouble in item.troubles} <= {"tolerated"}
    again = written(ilr, items)
    assert data(again) == data(content)
    for element in ("LearningDeliveryHE", "AppFinRecord", "LearningDeliveryWorkPlacement", "SourceFile", "TTACCOM"):
        assert f"<{element}>" in again
    assert ("<ContactPreference>" in again) == (year.code < 2526)
    assert ("<DPOutcome>" in again) == (year.code < 2425)
    assert ("<NUMHUS>" in again) == (year.code < 2425)


@pytest.mark.parametrize(
    ("usual", "odd"),
    [
        ("<ULN>1000000027</ULN>", "<ULN> 1000000027 </ULN>"),
        ("<ULN>1000000027</ULN>", "<ULN>+1000000027</ULN>"),
        ("<ULN>1000000027</ULN>", "<ULN>\n      1000000027\n    </ULN>"),
        ("<Ethnicity>31</Ethnicity>", "<Ethnicity>007</Ethnicity>"),
        ("<Ethnicity>31</Ethnicity>", "<Ethnicity>+5</Ethnicity>"),
        ("<PlanLearnHours>120</PlanLearnHours>", "<PlanLearnHours>-0</PlanLearnHours>"),
        ("<LearnStartDate>2024-05-01</LearnStartDate>", "<LearnStartDate>2024-05-01Z</LearnStartDate>"),
        ("<LearnStartDate>2024-05-01</LearnStartDate>", "<LearnStartDate>2024-05-01+01:00</LearnStartDate>"),
        ("<DateOfBirth>1990-02-03</DateOfBirth>", "<DateOfBirth>0900-02-03</DateOfBirth>"),
        ("<LearnRefNumber>L0001</LearnRefNumber>", "<LearnRefNumber> L0001 </LearnRefNumber>"),
        ("<LearnDelFAMCode>023</LearnDelFAMCode>", "<LearnDelFAMCode>23 </LearnDelFAMCode>"),
        ("<AimSeqNumber>1</AimSeqNumber>", "<AimSeqNumber>17</AimSeqNumber>"),
        ("<AimSeqNumber>1</AimSeqNumber>", "<AimSeqNumber>01</AimSeqNumber>"),
        ("<FamilyName>Invented</FamilyName>", "<FamilyName> Zoë  O\u2019Ł &amp; &lt;Söhne&gt; ]]&gt; </FamilyName>"),
        ("<FamilyName>Invented</FamilyName>", "<FamilyName>李 мир \U0001d49c</FamilyName>"),
        ("<FamilyName>Invented</FamilyName>", "<FamilyName>O'Brien-Smith</FamilyName>"),
    ],
)  # fmt: skip
def test_an_odd_but_valid_form_is_written_as_it_was_found(usual: str, odd: str) -> None:
    content = make.xml([make.learner()])
    assert content.count(usual) == 1
    assert_nothing_is_lost(content.replace(usual, odd))


@pytest.mark.parametrize("text", ["10", "10.0", "10.5", "010.5", "+10.5", "10.50", "10.", ".5", " 99.9 "])
def test_a_decimal_is_written_as_it_was_found(text: str) -> None:
    he = LearningDeliveryHE(TYPEYR=1, MODESTUD=1, YEARSTU=1, STULOAD=Decimal(77), MSTUFEE=1, SPECFEE=0)
    content = make.xml([make.learner(make.aim(LearningDeliveryHE=he))])
    assert_nothing_is_lost(content.replace("<STULOAD>77<", f"<STULOAD>{text}<"))


def test_character_data_comments_and_prefixes_leave_the_values_as_they_are() -> None:
    content = make.xml([make.learner()])
    dressed = content.replace("Invented", "In<!-- not said --><![CDATA[vented & Co]]>")
    assert_nothing_is_lost(dressed)
    ilr, items = make.read(dressed)
    again = written(ilr, items)
    assert "<FamilyName>Invented &amp; Co</FamilyName>" in again
    assert "not said" not in again


@pytest.mark.parametrize(
    ("usual", "spoilt"),
    [
        ("<Ethnicity>31</Ethnicity>", "<Ethnicity>white &amp; other</Ethnicity>"),
        ("<DateOfBirth>1990-02-03</DateOfBirth>", "<DateOfBirth>03/02/1990</DateOfBirth>"),
        ("<DateOfBirth>1990-02-03</DateOfBirth>", "<DateOfBirth>12990-02-03</DateOfBirth>"),
        ("<Sex>F</Sex>", "<Sex>Female</Sex>"),
        ("<ULN>1000000027</ULN>", "<ULN>12</ULN>"),
        ("<ULN>1000000027</ULN>", "<ULN>99999999999999999999999</ULN>"),
    ],
)
def test_a_value_at_fault_is_written_back_for_its_owner_to_mend(usual: str, spoilt: str) -> None:
    content = make.xml([make.learner()]).replace(usual, spoilt)
    ilr, items = make.read(content)
    assert items[0].troubles != []
    assert data(written(ilr, items)) == data(content)


def test_a_value_that_was_changed_is_written_and_not_the_text_found() -> None:
    content = make.xml([make.learner()]).replace("<Ethnicity>31<", "<Ethnicity>031<").replace("<ULN>1", "<ULN>+1")
    ilr, items = make.read(content)
    assert isinstance(items[0].record, Learner)
    items[0].record.Ethnicity = 34
    again = written(ilr, items)
    assert "<Ethnicity>34</Ethnicity>" in again
    assert "<ULN>+1000000027</ULN>" in again


# What we make ourselves.


def everything() -> Learner:
    return make.learner(
        make.finished(AimSeqNumber=3, OutGrade="A&B<C>"),
        make.milestone(AimSeqNumber=7),
        FamilyName="O'Brien & Söhne <Ltd>",
        GivenNames="Zoë",
        AddLine1="1 & 2 O'Example Street",
        NINumber=None,
        Email='a"b@example.org',
    )


@pytest.mark.parametrize("year", years(), ids=str)
def test_what_we_make_is_valid_and_reads_back(year: Any) -> None:
    records: list[Any] = [everything(), *([make.progression()] if year.code < 2425 else [])]
    learner = records[0]
    assert isinstance(learner, Learner)
    learner.Email = "a.b@example.org"
    content = make.xml(records, year.year)
    assert is_valid(year.year, etree.fromstring(content.encode()))
    assert empty_elements(content) == []
    ilr, items = make.read(content)
    back = items[0].record
    assert isinstance(back, Learner)
    assert back.FamilyName == "O'Brien & Söhne <Ltd>"
    assert [aim.AimSeqNumber for aim in back.LearningDelivery] == [3, 7]
    assert "NINumber" not in content
    assert ilr.troubles == items[0].troubles == []


@pytest.mark.parametrize(
    ("text", "as_written"),
    [
        ("Smith & Co", "Smith &amp; Co"),
        ("a < b > c", "a &lt; b &gt; c"),
        ("]]>", "]]&gt;"),
        ("£5 or €6", "£5 or €6"),
        ("O'Brien", "O'Brien"),
        ('the "Ltd"', 'the "Ltd"'),
        ("&amp;", "&amp;amp;"),
        ("Zoë Łucja", "Zoë Łucja"),
        ("two\nlines", "two\nlines"),
        ("carriage\rreturn", "carriage&#13;return"),
    ],
)
def test_signs_that_xml_needs_are_escaped_and_letters_are_not(text: str, as_written: str) -> None:
    content = make.xml([make.learner(AddLine1=text)])
    assert f"<AddLine1>{as_written}</AddLine1>" in content
    _, items = make.read(content)
    assert isinstance(items[0].record, Learner)
    assert items[0].record.AddLine1 == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(Decimal("10.0"), "10.0"), (Decimal("1E+1"), "10"), (Decimal("0.5"), "0.5"), (Decimal(100), "100")],
)
def test_a_decimal_is_never_written_with_an_exponent(value: Decimal, text: str) -> None:
    assert f"<STULOAD>{text}</STULOAD>" in xml_of(LearningDeliveryHE(STULOAD=value), year_of("2024-25"))


def test_what_is_absent_or_empty_is_not_written() -> None:
    learner = make.learner(make.aim(LearningDeliveryHE=LearningDeliveryHE()), CampId="", LearnerHE=LearnerHE())
    content = xml_of(learner, year_of("2023-24"))
    for absent in ("CampId", "LearningDeliveryHE", "LearnerHE", "PrevUKPRN"):
        assert absent not in content
    assert empty_elements(content) == []
    assert xml_of(LearnerHE(), year_of("2023-24")) == ""


@pytest.mark.parametrize(
    ("field", "last"), [("EmpOutcome", 2324), ("FworkCode", 2425), ("PwayCode", 2425), ("TLOut", None)]
)
def test_a_field_that_a_year_lacks_is_not_written(field: str, last: int | None) -> None:
    aim = make.aim(**{field: 1})
    having = {year.code for year in years() if f"<{field}>" in xml_of(aim, year)}
    assert having == ({2425, 2526} if last is None else {year.code for year in years() if year.code <= last})


def test_destinations_are_left_out_of_a_year_without_them() -> None:
    records: list[Any] = [make.learner(), make.progression()]
    assert "LearnerDestinationandProgression" in make.xml(records, "2023-24")
    assert "LearnerDestinationandProgression" not in make.xml(records, "2024-25")


def test_the_header_is_ours() -> None:
    header = our_header(make.UKPRN, year_of("2023-24"), date(2024, 8, 20), MADE, 7)
    assert header.CollectionDetails is not None
    assert header.Source is not None
    assert (header.CollectionDetails.Collection, header.CollectionDetails.Year) == ("ILR", "2324")
    assert header.CollectionDetails.FilePreparationDate == date(2024, 8, 20)
    assert header.Source.ProtectiveMarking == "OFFICIAL-SENSITIVE-Personal"
    assert (header.Source.SoftwareSupplier, header.Source.SoftwarePackage) == ("OpenLET", "OpenLET")
    assert (header.Source.Release, header.Source.SerialNo) == (__version__, "07")
    assert (header.Source.UKPRN, header.Source.DateTime) == (make.UKPRN, "2024-08-20T09:30:00")


@pytest.mark.parametrize(
    ("ukprn", "year", "made", "serial", "name"),
    [
        (10999991, "2023-24", datetime(2024, 8, 20, 9, 30, 5), 1, "ILR-10999991-2324-20240820-093005-01.xml"),
        (10999991, "2025-26", datetime(2025, 12, 1, 23, 59, 59), 12, "ILR-10999991-2526-20251201-235959-12.xml"),
    ],
)
def test_the_file_name_is_the_one_that_the_national_service_asks_for(
    ukprn: int, year: str, made: datetime, serial: int, name: str
) -> None:
    assert file_name(ukprn, year_of(year), made, serial) == name


def test_the_file_is_written_as_it_comes_record_by_record() -> None:
    seen: list[str] = []

    def records() -> Any:
        for number in range(3):
            seen.append(f"record {number}")
            yield make.learner(LearnRefNumber=f"L{number}")

    year = year_of("2023-24")
    header = our_header(make.UKPRN, year, make.AS_OF, MADE)

    def write(text: str) -> None:
        if "<Learner>" in text:
            seen.append("written")

    write_file(write, year, header, LearningProvider(UKPRN=make.UKPRN), records())
    assert seen == ["record 0", "written", "record 1", "written", "record 2", "written"]
