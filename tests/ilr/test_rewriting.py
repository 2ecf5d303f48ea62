"""Rewriting: what is not replaced stays byte for byte, whatever the file looks like; lines keep their numbers."""

import codecs

import pytest

from openlet.ilr.opening import Source
from openlet.ilr.reading import IlrFile, Trouble
from openlet.ilr.records import Learner
from openlet.ilr.rewriting import Kind, Passage, Rewriting
from tests.make import learner, progression, xml
from tests.reference import YEARS, sample_file

PLAIN = xml([learner(), progression()])
ODD = (
    PLAIN.replace("<Learner>", "<!-- Ann Example\n   spoke of it --><?note to Ann?>\n<Learner>", 1)
    .replace(
        "<Sex>F</Sex>", "<Sex ages='F' x:kind=\"Ann\" xmlns:x='urn:x'>F</Sex>\n<Nickname>Ann\n</Nickname>stray Ann"
    )
    .replace("<ULN>1000000027</ULN>", "<ULN>\n10000<!-- half\n -->00027 </ULN>")
    .replace("<FamilyName>Invented</FamilyName>", "<FamilyName>O&apos;B<![CDATA[<r>&]]>&#105;en</FamilyName>")
    .replace("<GivenNames>Person</GivenNames>", "<GivenNames>Per<b>so</b>n</GivenNames>")
    .replace("</Message>", "<Learner/><!-- end\n--></Message>\n<!-- Ann -->\n")
)


def source(content: str | bytes) -> Source:
    return Source("test.xml", None, content.encode() if isinstance(content, str) else content)


def rewritten(content: str | bytes, **new: str) -> bytes:
    """The file with the values of some elements replaced."""
    out = bytearray()
    for passage in Rewriting(source(content), out.extend):
        for spot in passage.spots:
            if spot.field is not None and spot.field.element in new:
                spot.new = new[spot.field.element]
    return bytes(out)


def passages(content: str | bytes) -> list[Passage]:
    return list(Rewriting(source(content)))


def troubles(content: str | bytes) -> list[tuple[str, str, str, int]]:
    ilr = IlrFile(source(content))
    found: list[Trouble] = [trouble for item in ilr for trouble in item.troubles]
    return [(one.kind, one.entity, one.element, one.line) for one in found + ilr.troubles]


def test_a_file_in_which_nothing_is_replaced_stays_as_it_is() -> None:
    assert rewritten(PLAIN) == PLAIN.encode()


@pytest.mark.parametrize("year", YEARS)
def test_so_do_the_official_samples(year: str) -> None:
    content = sample_file(year).read_bytes()
    before, after = IlrFile(source(content)), IlrFile(source(rewritten(content)))
    assert [item.record.line for item in before] == [item.record.line for item in after]
    assert b"<!--" not in content or b"<!---->" in rewritten(content) or b"<!--\n" in rewritten(content)


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("declared", "codec", "mark"),
    [
        ("utf-8", "utf-8", b""),
        ("utf-8", "utf-8", codecs.BOM_UTF8),
        ("iso-8859-1", "latin-1", b""),
        ("windows-1252", "windows-1252", b""),
        ("utf-16", "utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16", "utf-16-be", codecs.BOM_UTF16_BE),
    ],
)
def test_every_encoding_and_line_end_stays(declared: str, codec: str, mark: bytes, line_end: str) -> None:
    text = ODD.replace('encoding="utf-8"', f'encoding="{declared}"').replace("1 Example Street", "1 Café £")
    content = mark + text.replace("\n", line_end).encode(codec)
    out = rewritten(content, FamilyName="Zoë <Ω>", ULN="\n1000000035 ")
    assert troubles(out) == troubles(content)
    person = next(iter(IlrFile(source(out)))).record
    assert isinstance(person, Learner)
    assert (person.FamilyName, person.ULN, person.AddLine1) == ("Zoë <Ω>", 1000000035, "1 Café £")


def test_comments_and_instructions_keep_their_lines_and_lose_their_text() -> None:
    out = rewritten(ODD).decode()
    assert "Ann Example" not in out
    assert "to Ann" not in out
    assert "<?note?>" in out
    assert out.count("\n") == ODD.count("\n")
    assert troubles(out) == troubles(ODD)


def test_a_value_is_replaced_whole_however_it_was_written() -> None:
    out = rewritten(ODD, ULN="1000000035", FamilyName="Li & Co").decode()
    assert "<FamilyName>Li &amp; Co</FamilyName>" in out
    assert "<ULN>1000000035<!--\n\n--></ULN>" in out
    assert troubles(out) == troubles(ODD)


def test_values_attributes_and_stray_texts_are_told_apart() -> None:
    found = [spot for passage in passages(ODD) for spot in passage.spots]
    texts = {kind: [spot.text.rstrip(" ") for spot in found if spot.kind is kind] for kind in Kind}
    assert texts[Kind.ATTRIBUTE] == ["F", "Ann"]
    assert texts[Kind.STRAY] == ["Per", "so", "n", "Ann\n", "stray Ann\n"]
    assert {"\n1000000027", "O'B<r>&ien", "F"} <= set(texts[Kind.VALUE])


def test_attributes_and_stray_texts_can_be_replaced_too() -> None:
    out = bytearray()
    for passage in Rewriting(source(ODD), out.extend):
        for spot in passage.spots:
            if "Ann" in spot.text or spot.kind is Kind.ATTRIBUTE:
                spot.new = spot.text.replace("Ann", "\"'<>")
    assert b"Ann" not in out
    assert troubles(bytes(out)) == troubles(ODD)


def test_passages_are_the_top_records_in_order() -> None:
    assert [passage.record for passage in passages(ODD)] == [
        "Header", "LearningProvider", "Learner", "LearnerDestinationandProgression", "Learner", "",
    ]  # fmt: skip
    person = passages(PLAIN)[2]
    assert (person.text("LearnRefNumber"), person.text("Sex"), person.text("LearnAimRef")) == ("L0001", "F", None)


def test_a_long_file_comes_through_whole() -> None:
    content = xml([learner(LearnRefNumber=f"L{number:05d}") for number in range(400)])
    assert len(content) > 500_000
    assert rewritten(content, FamilyName="Other") == content.replace(">Invented<", ">Other<").encode()
