"""Reading ILR files: what is read as it is, what is refused in one sentence, and what becomes a finding."""

import hashlib
import io
import re
import tracemalloc
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from openlet.ilr.opening import Source, Unreadable, source
from openlet.ilr.reading import IlrFile, Item, heading
from openlet.ilr.records import Learner, LearnerDestinationandProgression
from openlet.spec.years import years
from tests import make

USUAL = make.xml([make.learner()])
BODY = USUAL.partition("\n")[2]  # without the XML declaration


def refusal(content: str | bytes, name: str = "return.xml") -> str:
    """The sentence with which a file is refused."""
    with pytest.raises(Unreadable) as error:
        make.read(content, name)
    return str(error.value)


def only_learner(content: str | bytes) -> Learner:
    _, items = make.read(content)
    (item,) = items
    assert isinstance(item.record, Learner)
    assert item.troubles == []
    return item.record


def changed(old: str, new: str) -> str:
    assert USUAL.count(old) == 1, old
    return USUAL.replace(old, new)


def line_after(end: int) -> int:
    return USUAL[:end].count("\n") + 1


def line_of(content: str, mark: str) -> int:
    """The line on which a text stands for the first time."""
    return content[: content.index(mark)].count("\n") + 1


# The year.


@pytest.mark.parametrize("year", years(), ids=str)
def test_the_namespace_decides_the_year_and_not_the_file_name(year: Any) -> None:
    ilr, items = make.read(make.xml([make.learner()], year.year), "ILR-10999991-9900-20240820-093000-01.xml")
    assert ilr.year == year
    assert len(items) == 1


def test_the_header_and_the_provider_are_kept() -> None:
    ilr, _ = make.read(USUAL)
    assert ilr.header is not None
    assert ilr.header.CollectionDetails is not None
    assert ilr.header.Source is not None
    assert ilr.header.CollectionDetails.FilePreparationDate == make.AS_OF
    assert ilr.header.Source.UKPRN == make.UKPRN
    assert sorted(ilr.records) == ["Header", "LearningProvider"]


def test_values_have_their_types() -> None:
    learner = only_learner(USUAL)
    assert (learner.ULN, learner.FamilyName, learner.DateOfBirth) == (1000000027, "Invented", date(1990, 2, 3))
    assert learner.LearningDelivery[0].LearningDeliveryFAM[2].LearnDelFAMCode == "023"
    assert learner.CampId is None
    assert learner.LearnerHE is None
    assert learner.ContactPreference == []


def test_a_decimal_keeps_its_value() -> None:
    he = "<LearningDeliveryHE><TYPEYR>1</TYPEYR><MODESTUD>1</MODESTUD><STULOAD>99.5</STULOAD><YEARSTU>1</YEARSTU>"
    he += "<MSTUFEE>1</MSTUFEE><SPECFEE>0</SPECFEE>"
    content = changed("</LearningDelivery>", f"{he}</LearningDeliveryHE></LearningDelivery>")
    found = only_learner(content).LearningDelivery[0].LearningDeliveryHE
    assert found is not None
    assert found.STULOAD is not None
    assert found.STULOAD.compare(Decimal("99.5")) == 0


def test_learners_and_destinations_come_in_the_order_of_the_file_with_their_lines() -> None:
    records: list[Any] = [make.learner(), make.learner(LearnRefNumber="L0002", ULN=make.OTHER_ULN), make.progression()]
    content = make.xml(records)
    _, items = make.read(content)
    assert [type(item.record) for item in items] == [Learner, Learner, LearnerDestinationandProgression]
    assert [item.record.LearnRefNumber for item in items] == ["L0001", "L0002", "L0001"]
    assert items[0].record.line == line_of(content, "<Learner>")
    assert items[2].record.line == line_of(content, "<LearnerDestinationandProgression>")


# What is read as it is.

UTF_16 = f'<?xml version="1.0" encoding="UTF-16"?>\n{BODY}'
NAMED = BODY.replace("Invented", "Zoë-Łucja O\u2019Invented")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        pytest.param(USUAL.encode(), "Invented", id="UTF-8"),
        pytest.param(b"\xef\xbb\xbf" + USUAL.encode(), "Invented", id="UTF-8 with a byte order mark"),
        pytest.param(BODY.encode(), "Invented", id="no XML declaration"),
        pytest.param(NAMED.encode(), "Zoë-Łucja O\u2019Invented", id="letters of other languages"),
        pytest.param(b"\xff\xfe" + UTF_16.encode("utf-16-le"), "Invented", id="UTF-16 little endian"),
        pytest.param(b"\xfe\xff" + UTF_16.encode("utf-16-be"), "Invented", id="UTF-16 big endian"),
        pytest.param(
            ('<?xml version="1.0" encoding="ISO-8859-1"?>\n' + BODY.replace("Invented", "Zoë")).encode("latin-1"),
            "Zoë",
            id="ISO-8859-1 as declared",
        ),
        pytest.param(
            ('<?xml version="1.0" encoding="windows-1252"?>\n' + BODY.replace("Invented", "O\u2019Z")).encode("cp1252"),
            "O\u2019Z",
            id="Windows-1252 as declared",
        ),
        pytest.param(USUAL.replace("\n", "\r\n").encode(), "Invented", id="Windows line ends"),
        pytest.param(changed("Invented", "<![CDATA[In & ]]>vented"), "In & vented", id="CDATA"),
        pytest.param(changed("Invented", "In<!-- not a value -->vented"), "Invented", id="a comment inside a value"),
        pytest.param(changed("Invented", "In<?note not a value?>vented"), "Invented", id="an instruction in a value"),
        pytest.param(changed("Invented", "O&apos;&#73;nvented &amp; &lt;Co&gt;"), "O'Invented & <Co>", id="references"),
        pytest.param(changed("<Learner>", "<!-- <ULN>1</ULN> --><?x y?><Learner>"), "Invented", id="comments between"),
        pytest.param(changed("<Learner>", "<Learner><![CDATA[ ]]>&#32;\t"), "Invented", id="space between elements"),
        pytest.param(USUAL + "<!-- the end -->\n", "Invented", id="a comment after the end"),
        pytest.param(
            re.sub(r"<(/?)(?=[A-Z])", r"<\1i:", USUAL).replace("xmlns=", "xmlns:i="),
            "Invented",
            id="a prefix",
        ),
        pytest.param(
            changed("<Message ", '<Message xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
                                 'xsi:schemaLocation="ESFA/ILR/2023-24 ilr.xsd" '),
            "Invented",
            id="a schema location",
        ),
    ],
)  # fmt: skip
def test_it_is_read_whatever_the_form_of_the_xml(content: str | bytes, name: str) -> None:
    learner = only_learner(content)
    assert (learner.FamilyName, learner.ULN) == (name, make.ULN)
    assert len(learner.LearningDelivery[0].LearningDeliveryFAM) == 3


@pytest.mark.parametrize("size", [1, 7, 64, 1000])
def test_it_makes_no_difference_how_the_bytes_arrive(size: int) -> None:
    content = make.xml([make.learner(FamilyName="Zoë-李"), make.progression()]).encode()

    class Trickle(Source):
        @contextmanager
        def open(self) -> Iterator[BinaryIO]:
            stream = io.BytesIO(content)
            stream.read = lambda _=-1: io.BytesIO.read(stream, size)  # type: ignore[method-assign]
            yield stream

    items = list(IlrFile(Trickle("trickle.xml", None, None)))
    assert [item.record.LearnRefNumber for item in items] == ["L0001", "L0001"]
    assert isinstance(items[0].record, Learner)
    assert items[0].record.FamilyName == "Zoë-李"
    assert not any(item.troubles for item in items)


# ZIP.


def zipped(*files: tuple[str, str | bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return held.getvalue()


def with_password() -> bytes:
    """A ZIP whose one file is marked as encrypted, in both its headers."""
    held = bytearray(zipped(("return.xml", USUAL)))
    held[6] |= 1
    held[held.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(held)


def with_unknown_compression() -> bytes:
    held = bytearray(zipped(("return.xml", USUAL)))
    held[8] = held[held.rindex(b"PK\x01\x02") + 10] = 99
    return bytes(held)


def damaged_inside() -> bytes:
    held = bytearray(zipped(("return.xml", USUAL)))
    held[200] ^= 0xFF
    return bytes(held)


@pytest.mark.parametrize("name", ["return.xml", "RETURN.XML", "folder/return.xml"])
def test_a_zip_with_one_xml_is_read(name: str) -> None:
    files: list[tuple[str, str | bytes]] = [("folder/", "")] if "/" in name else []
    assert only_learner(zipped(*files, (name, USUAL))).ULN == make.ULN


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(zipped(("a.xml", USUAL), ("b.xml", USUAL)), "is a ZIP with 2 file(s) in it", id="two files"),
        pytest.param(zipped(), "is a ZIP with 0 file(s) in it", id="no file"),
        pytest.param(zipped(("folder/", "")), "is a ZIP with 0 file(s) in it", id="only a folder"),
        pytest.param(zipped(("return.csv", USUAL)), "it must hold exactly one, an .xml file", id="not XML"),
        pytest.param(with_password(), "is a ZIP with a password", id="password"),
        pytest.param(zipped(("a.xml", USUAL))[:-30], "is not a ZIP file that can be read", id="cut short"),
        pytest.param(damaged_inside(), "is damaged and could not be read to its end", id="damaged inside"),
        pytest.param(with_unknown_compression(), "is not a ZIP file that can be read", id="unknown compression"),
        pytest.param(zipped(("a.xml", zipped(("a.xml", USUAL)))), "it is not well-formed XML", id="a ZIP in a ZIP"),
        pytest.param(zipped(("a.xml", USUAL[:900])), "the file ends in the middle", id="XML cut short before zipping"),
    ],
)
def test_another_zip_is_refused_in_a_sentence(content: bytes, reason: str) -> None:
    said = refusal(content, "return.zip")
    assert said.startswith("return.zip")
    assert reason in said
    assert_is_for_people(said)


# What is refused.


def assert_is_for_people(said: str) -> None:
    """One short paragraph that says what to do, without program words or anything of the learner."""
    assert "\n" not in said
    assert len(said) < 320
    assert any(f". {verb} " in said or f", {verb} " in said or f"; or {verb} " in said for verb in TO_DO), said
    assert said.endswith(".")
    for secret in ("Invented", "AB123456C", "1000000027", "Example Street", "B1 1AA", "Traceback", "Error(", "expat"):
        assert secret not in said


TO_DO = (
    "Export",
    "export",
    "Save",
    "Make",
    "Give",
    "Check",
    "Correct",
    "Write",
    "Use",
    "Look",
    "An ILR file starts with",
)
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        pytest.param("", 1, "the file is empty", id="empty"),
        pytest.param("\n\n \n", 4, "the file is empty", id="only blank lines"),
        pytest.param('<?xml version="1.0"?>\n', 2, "cut off before its first element", id="only the declaration"),
        pytest.param("hello, there", 1, "not well-formed XML", id="plain text"),
        pytest.param("LearnRefNumber,ULN\nL1,2\n", 1, "not well-formed XML", id="a spreadsheet as text"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00", 1, "not well-formed XML", id="a picture"),
        pytest.param("<html><body>Log in</body></html>", 1, "it is not an ILR file", id="a web page"),
        pytest.param('<!DOCTYPE html>\n<html lang="en"></html>', 1, "it holds a DOCTYPE", id="a web page with DOCTYPE"),
        pytest.param(
            f'<!DOCTYPE Message [<!ENTITY l0 "ha">{LAUGHS}]>\n' + BODY.replace("Invented", "&l9;"), 1, "DOCTYPE",
            id="billion laughs",
        ),
        pytest.param(
            '<!DOCTYPE Message [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n' + BODY.replace("Invented", "&x;"), 1,
            "DOCTYPE", id="external entity",
        ),
        pytest.param('<!DOCTYPE Message SYSTEM "http://localhost:9/x.dtd">\n' + BODY, 1, "DOCTYPE", id="external DTD"),
        pytest.param(BODY.replace("ESFA/ILR/2023-24", "urn:other"), 1, "it is not an ILR file", id="wrong namespace"),
        pytest.param(BODY.replace(' xmlns="ESFA/ILR/2023-24"', ""), 1, "'(none)'", id="no namespace"),
        pytest.param(
            BODY.replace("2023-24", "2027-28"), 1,
            "'ESFA/ILR/2027-28' is not a year that this version knows (2022-23, 2023-24, 2024-25 and 2025-26)",
            id="next year's",
        ),
        pytest.param(BODY.replace("2023-24", "2019-20"), 1, "is not a year that this version knows", id="old year"),
        pytest.param(BODY.replace("Message", "Massage"), 1, "it starts with <Massage>", id="wrong root"),
        pytest.param('<Learner xmlns="ESFA/ILR/2023-24"/>', 1, "it starts with <Learner>", id="a learner alone"),
        pytest.param(changed("</FamilyName>", "</GivenNames>"), 25, "mismatched tag", id="mismatched tag"),
        pytest.param(changed("<ULN>", "<ULN"), 24, "not well-formed", id="tag not closed"),
        pytest.param(changed("Invented", "In & vented"), 25, "not well-formed", id="bare ampersand"),
        pytest.param(changed("Invented", "In < vented"), 25, "not well-formed", id="bare less-than"),
        pytest.param(changed("Invented", "In&eacute;vented"), 25, "an entity", id="undefined entity"),
        pytest.param(changed("Invented", "In\x01vented"), 25, "control character", id="control character"),
        pytest.param(changed("Invented", "In\x00vented"), 25, "control character", id="NUL"),
        pytest.param(changed("Invented", "In&#0;vented"), 25, "invalid character number", id="NUL by reference"),
        pytest.param(changed("Invented", "In&#8;vented"), 25, "invalid character number", id="control by reference"),
        pytest.param(changed("Invented", "In\uffffvented"), 25, "not well-formed", id="not a character"),
        pytest.param(USUAL + "\x00" * 10, USUAL.count("\n") + 1, "not well-formed", id="NULs at the end"),
        pytest.param(changed("Invented", "I" * 100_001), 25, "FamilyName is longer than 100,000 characters",
                     id="oversize value"),
        pytest.param(changed("<Learner>", '<Learner a="1" a="2">'), 22, "duplicate attribute", id="attribute twice"),
        pytest.param(USUAL + USUAL, USUAL.count("\n") + 1, "junk after document element", id="two files in one"),
        pytest.param(USUAL + "<Learner/>", USUAL.count("\n") + 1, "junk after document element", id="after the end"),
        pytest.param("\n" + USUAL, 2, "not at start", id="a blank line before the declaration"),
        pytest.param(BODY.replace("<Header>", "<i:Header>"), 2, "unbound prefix", id="unknown prefix"),
        pytest.param(BODY.replace("Invented", "Zoë").encode("latin-1"), 24, "that is not in the file's encoding",
                     id="another encoding than declared"),
        pytest.param('<?xml version="1.0" encoding="UTF-16"?>\n' + BODY, 1, "encoding", id="UTF-8 declared as UTF-16"),
    ],
)  # fmt: skip
def test_it_is_refused_with_file_line_and_what_to_do(content: str | bytes, line: int, reason: str) -> None:
    said = refusal(content)
    assert said.startswith(f"return.xml, line {line}")
    assert reason in said
    assert_is_for_people(said)


@pytest.mark.parametrize("encoding", ["x-unknown", "shift_jis", "utf-7", "base64"])
def test_an_encoding_that_is_not_known_is_refused(encoding: str) -> None:
    said = refusal(f'<?xml version="1.0" encoding="{encoding}"?>\n' + BODY)
    assert said == "return.xml declares an encoding that is not known. Save it as UTF-8 and try again."


@pytest.mark.parametrize("end", [*range(1, len(USUAL) - 1, 41), len(USUAL) - 4, len(USUAL) - 2])
def test_a_file_that_was_cut_off_is_refused_wherever_the_cut(end: int) -> None:
    said = refusal(USUAL[:end])
    begun = end > USUAL.index("<Message") + len("<Message")
    reason = "ends in the middle" if begun else "(ends in the middle|is empty or was cut off before its first element)"
    assert re.match(rf"return\.xml, line {line_after(end)}: the file {reason}", said)
    assert_is_for_people(said)


def test_a_billion_laughs_cost_no_memory() -> None:
    content = f'<!DOCTYPE Message [<!ENTITY l0 "{"ha" * 100}">{LAUGHS}]>\n' + BODY.replace("Invented", "&l9;")
    tracemalloc.start()
    refusal(content)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000


def test_what_the_file_names_itself_is_cut_short_in_the_refusal() -> None:
    assert_is_for_people(refusal(f'<{"a" * 5000} xmlns="{"b" * 5000}"/>'))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("missing.xml", "was not found. Check the name and the folder."),
        (".", "is a folder. Give the file itself."),
    ],
)
def test_what_is_not_a_file_is_refused(name: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as error:
        source(str(tmp_path / name))
    assert str(error.value) == f"{tmp_path / name} {said}"


def test_a_file_that_went_away_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "return.xml"
    path.write_text(USUAL, encoding="utf-8")
    given = source(str(path))
    assert len(list(IlrFile(given))) == 1
    path.unlink()
    with pytest.raises(Unreadable, match=r"^return\.xml could not be opened: no such file or directory\.$"):
        list(IlrFile(given))


def test_the_digest_is_that_of_the_file_as_given(tmp_path: Path) -> None:
    path = tmp_path / "return.zip"
    path.write_bytes(zipped(("return.xml", USUAL)))
    assert source(str(path)).sha256() == hashlib.sha256(path.read_bytes()).hexdigest()


# What becomes a finding, while the rest of the file is still judged.


def spoilt(old: str, new: str) -> tuple[str, list[Item]]:
    """Two learners and a destination, with the first learner spoilt."""
    content = make.xml([make.learner(), make.learner(LearnRefNumber="L0002"), make.progression()])
    assert old in content
    content = content.replace(old, new, 1)
    _, items = make.read(content)
    return content, items


@pytest.mark.parametrize(
    ("old", "new", "kind", "element", "mark"),
    [
        pytest.param("<Ethnicity>31", "<Ethnicity>white", "type", "Ethnicity", "<Ethnicity>white", id="wrong type"),
        pytest.param("1990-02-03", "03/02/1990", "type", "DateOfBirth", "<DateOfBirth>", id="wrong date"),
        pytest.param("1990-02-03", "1990-02-30", "type", "DateOfBirth", "<DateOfBirth>", id="no such day"),
        pytest.param("<Sex>F", "<Sex>Female", "length", "Sex", "<Sex>", id="too long"),
        pytest.param("<Ethnicity>31", "<Ethnicity>311", "digits", "Ethnicity", "<Ethnicity>", id="too many digits"),
        pytest.param("<ULN>1000000027", "<ULN>12", "range", "ULN", "<ULN>", id="out of range"),
        pytest.param("L0001", "L/0001", "pattern", "LearnRefNumber", "<LearnRefNumber>", id="wrong pattern"),
        pytest.param("AB123456C", "AB12345|", "characters", "NINumber", "<NINumber>", id="wrong characters"),
        pytest.param("<Sex>F", "<Sex>", "length", "Sex", "<Sex>", id="empty"),
        pytest.param("1990-02-03", "12990-02-03", "far date", "DateOfBirth", "<DateOfBirth>", id="far year"),
        pytest.param("<Sex>F", "<Sex>\n\nFemale\n", "length", "Sex", "<Sex>", id="a value over several lines"),
        pytest.param("    <Sex>", "    <Shoe>7</Shoe><Sex>", "unknown", "Shoe", "<Shoe>", id="unknown element"),
        pytest.param("    <Sex>", "    <Shoe><ULN>7</ULN></Shoe><Sex>", "unknown", "Shoe", "<Shoe>", id="unknown one"),
        pytest.param("    <Sex>", "    <Header/><Sex>", "unknown", "Header", "<Header/>", id="an element of elsewhere"),
        pytest.param("    <Sex>", '    <Sex xmlns="">F</Sex><Sex>', "unknown", "Sex", '<Sex x', id="no namespace"),
        pytest.param("    <Sex>F</Sex>\n", "", "missing", "Sex", "<Learner>", id="missing field"),
        pytest.param("<Sex>F", '<Sex id="1">F', "attribute", "Sex", "<Sex ", id="attribute"),
        pytest.param("    <Sex>", "stray\n\n    <Sex>", "text", "", "stray", id="text between elements"),
        pytest.param("<Sex>F", "<Sex>F<b>M</b>", "unknown", "b", "<b>", id="element inside a value"),
        pytest.param("<Sex>F</Sex>", "<Sex>F</Sex>\n\n<Sex>M</Sex>", "occurrences", "Sex", "<Sex>M", id="field twice"),
        pytest.param(
            "<PriorAttain>", "<LearnerHE/><LearnerHE/><PriorAttain>", "occurrences", "LearnerHE", "<LearnerHE/>",
            id="a single record twice",
        ),
    ],
)  # fmt: skip
def test_a_fault_is_found_on_its_line_and_the_rest_is_still_judged(
    old: str, new: str, kind: str, element: str, mark: str
) -> None:
    content, items = spoilt(old, new)
    found = {(trouble.kind, trouble.element): trouble for trouble in items[0].troubles}
    assert (kind, element) in found
    trouble = found[kind, element]
    assert trouble.line == line_of(content, mark)
    assert trouble.entity == "Learner"
    assert trouble.trail == (items[0].record,)
    assert [item.record.LearnRefNumber for item in items[1:]] == ["L0002", "L0001"]
    assert items[1].troubles == items[2].troubles == []


def test_elements_in_the_wrong_order_are_found_where_they_stand() -> None:
    content, items = spoilt("    <ULN>1000000027</ULN>\n", "")
    late = content.replace("<Sex>F</Sex>\n", "<Sex>F</Sex>\n    <ULN>1000000027</ULN>\n", 1)
    _, items = make.read(late)
    (trouble,) = items[0].troubles
    assert (trouble.kind, trouble.element, trouble.line) == ("order", "ULN", line_of(late, "<ULN>"))
    assert items[0].record.ULN == make.ULN


def test_too_many_records_are_found_once_with_their_number_at_the_record_that_holds_them() -> None:
    status = make.status()
    status.EmploymentStatusMonitoring *= 11
    content = make.xml([make.learner(LearnerEmploymentStatus=[status])])
    _, items = make.read(content)
    (trouble,) = items[0].troubles
    assert (trouble.kind, trouble.element, trouble.text) == ("occurrences", "EmploymentStatusMonitoring", "11")
    assert trouble.line == line_of(content, "<LearnerEmploymentStatus>")
    assert [type(record).__name__ for record in trouble.trail] == ["Learner", "LearnerEmploymentStatus"]


def test_a_missing_record_is_found_at_the_record_that_should_hold_it() -> None:
    learner = make.learner()
    learner.LearningDelivery = []
    content = make.xml([learner])
    _, items = make.read(content)
    (trouble,) = items[0].troubles
    assert (trouble.kind, trouble.element, trouble.text) == ("missing", "LearningDelivery", "0")
    assert trouble.line == line_of(content, "<Learner>")


def test_faults_outside_any_learner_belong_to_the_file() -> None:
    content = changed("  <LearningProvider>\n", '  <LearningProvider id="1">\nstray').replace("OFFICIAL", "SECRET")
    content = content.replace("</Learner>", "</Learner>more<Shoe/>").replace("<Sex>F", "<Sex>FM")
    ilr, items = make.read(content)
    assert [(trouble.kind, trouble.element or trouble.text) for trouble in ilr.troubles] == [
        ("enumeration", "ProtectiveMarking"),
        ("attribute", "LearningProvider"),
        ("text", "stray"),
        ("text", "more"),
        ("unknown", "Shoe"),
    ]
    assert [(trouble.kind, trouble.element) for trouble in items[0].troubles] == [("length", "Sex")]


def test_learners_after_the_destinations_are_a_fault_of_the_files_order() -> None:
    first, last = USUAL.index("  <Learner>"), USUAL.index("</Message>")
    destination = make.xml([make.progression()])
    of_destination = destination[destination.index("  <LearnerDest") : destination.index("</Message>")]
    ilr, items = make.read(USUAL[:first] + of_destination + USUAL[first:last] + "</Message>")
    assert [(trouble.kind, trouble.element) for trouble in ilr.troubles] == [("order", "Learner")]
    assert [item.troubles for item in items] == [[], []]


def test_a_file_without_learners_has_its_header_and_its_fault() -> None:
    ilr, items = make.read(make.xml([], "2025-26"))
    assert items == []
    assert ilr.header is not None
    assert [(trouble.kind, trouble.element, trouble.text) for trouble in ilr.troubles] == [("missing", "Learner", "0")]
    assert make.read(make.xml([], "2024-25"))[0].troubles == []


def test_nothing_below_an_unknown_element_is_read() -> None:
    _, items = spoilt("    <Sex>", "    <Person><ULN>5</ULN>text<Sex>M</Sex></Person><Sex>")
    assert [trouble.kind for trouble in items[0].troubles] == ["unknown"]
    assert isinstance(items[0].record, Learner)
    assert (items[0].record.ULN, items[0].record.Sex) == (make.ULN, "F")


# A value that could not be read is not absent.


@pytest.mark.parametrize(
    ("old", "new", "element", "raw"),
    [
        pytest.param("<Ethnicity>31", "<Ethnicity>white", "Ethnicity", "white", id="wrong type"),
        pytest.param("<DateOfBirth>1990-02-03", "<DateOfBirth>1990", "DateOfBirth", "1990", id="wrong date"),
        pytest.param(
            "<DateOfBirth>1990-02-03", "<DateOfBirth>19900-02-03", "DateOfBirth", "19900-02-03", id="far date"
        ),
        pytest.param("<ULN>1000000027", f"<ULN>{'9' * 5000}", "ULN", "9" * 5000, id="far too long"),
        pytest.param("<Sex>F</Sex>", "<Sex>F</Sex><Sex>M</Sex>", "Sex", "M", id="twice"),
        pytest.param("<Sex>F</Sex>", "<Sex>F</Sex><Sex>F</Sex>", "Sex", "F", id="twice the same"),
        pytest.param("<Sex>F</Sex>", "<Sex>F</Sex><Sex>M</Sex><Sex>F</Sex>", "Sex", "F", id="three times"),
        pytest.param("<Sex>F</Sex>", "<Sex>F<b/></Sex>", "Sex", "F", id="element inside"),
        pytest.param("<ULN>1000000027", "<ULN>10000<b>9</b>00027", "ULN", "1000000027", id="element inside a number"),
    ],
)
def test_a_value_that_cannot_be_read_is_unreadable_and_keeps_its_text(
    old: str, new: str, element: str, raw: str
) -> None:
    _, items = spoilt(old, new)
    record = items[0].record
    assert getattr(record, element) is None
    assert record.unreadable(element)
    assert record.raw is not None
    assert record.raw[element] == raw
    assert items[0].troubles != []


@pytest.mark.parametrize(
    ("old", "new", "element", "raw"),
    [
        pytest.param("<ULN>1000000027", "<ULN>", "ULN", "", id="empty number"),
        pytest.param("<ULN>1000000027", "<ULN> \n", "ULN", " \n", id="a number of spaces"),
        pytest.param("<FamilyName>Invented", "<FamilyName>", "FamilyName", "", id="empty text"),
        pytest.param("<DateOfBirth>1990-02-03</DateOfBirth>", "<DateOfBirth/>", "DateOfBirth", "", id="empty date"),
    ],
)
def test_an_empty_element_gives_no_value_but_is_a_finding(old: str, new: str, element: str, raw: str) -> None:
    _, items = spoilt(old, new)
    record = items[0].record
    assert getattr(record, element) is None
    assert not record.unreadable(element)
    assert record.raw == {element: raw}
    assert [trouble.element for trouble in items[0].troubles] == [element]


@pytest.mark.parametrize("element", ["CampId", "Email", "PrevUKPRN"])
def test_an_absent_value_is_not_unreadable(element: str) -> None:
    learner = only_learner(USUAL)
    assert getattr(learner, element) is None
    assert not learner.unreadable(element)


def test_one_spoilt_value_does_not_spoil_the_next_of_its_kind() -> None:
    _, items = spoilt("<Sex>F</Sex>", "<Sex>F</Sex><Sex>F</Sex>")
    assert isinstance(items[1].record, Learner)
    assert items[1].record.Sex == "F"
    assert items[1].record.raw is None


@pytest.mark.parametrize(
    ("old", "new", "element", "value"),
    [
        ("<ULN>1000000027", "<ULN> 1000000027 ", "ULN", 1000000027),
        ("<ULN>1000000027", "<ULN>\n+01000000027\t", "ULN", 1000000027),
        ("<Ethnicity>31", "<Ethnicity>0031", "Ethnicity", 31),
        ("<Ethnicity>31", "<Ethnicity>-0", "Ethnicity", 0),
        ("<DateOfBirth>1990-02-03", "<DateOfBirth>1990-02-03Z", "DateOfBirth", date(1990, 2, 3)),
        ("<DateOfBirth>1990-02-03", "<DateOfBirth>1990-02-03+01:00", "DateOfBirth", date(1990, 2, 3)),
        ("<DateOfBirth>1990-02-03", "<DateOfBirth>2000-02-29", "DateOfBirth", date(2000, 2, 29)),
        ("<PlanLearnHours>120", f"<PlanLearnHours>{'0' * 5000}7", "PlanLearnHours", 7),
    ],
)
def test_an_odd_form_that_the_schema_allows_is_understood(old: str, new: str, element: str, value: Any) -> None:
    learner = only_learner(changed(old, new))
    assert getattr(learner, element) == value


# The head alone.


class Counting(Source):
    """A source that counts the bytes asked of it."""

    taken: list[int] = []  # noqa: RUF012

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        with super().open() as stream:
            read = stream.read

            def counted(size: int = -1) -> bytes:
                chunk = read(size)
                self.taken.append(len(chunk))
                return chunk

            stream.read = counted  # type: ignore[method-assign]
            yield stream


def test_the_heading_is_read_without_the_rest_of_the_file() -> None:
    first = USUAL.index("<Learner>")
    last = USUAL.index("</Message>")
    content = (USUAL[:first] + USUAL[first:last] * 500 + "<broken & file").encode()
    Counting.taken = []
    found = heading(Counting("return.xml", None, content))
    assert found.year.year == "2023-24"
    assert found.header is not None
    assert found.header.Source is not None
    assert found.header.Source.UKPRN == make.UKPRN
    assert sum(Counting.taken) < len(content) / 5


def test_the_heading_of_a_file_without_learners_is_read() -> None:
    found = heading(Source("return.xml", None, make.xml([], "2025-26").encode()))
    assert found.year.year == "2025-26"
    assert found.header is not None


def test_the_heading_of_what_is_no_ilr_file_is_refused() -> None:
    with pytest.raises(Unreadable, match="it is not an ILR file"):
        heading(Source("return.xml", None, b"<a/>"))


def test_a_file_without_a_header_has_a_heading_without_one() -> None:
    first, last = USUAL.index("  <Header>"), USUAL.index("  <LearningProvider>")
    found = heading(Source("return.xml", None, (USUAL[:first] + USUAL[last:]).encode()))
    assert found.header is None
    assert found.year.year == "2023-24"


@pytest.mark.parametrize(
    "long", ["<!--{}-->", "<?a {}?>", '<a a="{}"/>', "<{}/>"], ids=["comment", "instruction", "attribute", "name"]
)
def test_markup_without_an_end_is_refused_before_it_is_whole(long: str) -> None:
    """The parser would look through it from the start with every chunk: a file of 200 MB would take hours."""
    content = '<Message xmlns="ESFA/ILR/2023-24">' + long.replace("{}", "x" * 3_000_000) + "</Message>"
    with pytest.raises(Unreadable, match="longer than 1,000,000"):
        list(IlrFile(Source("a.xml", None, content.encode())))
