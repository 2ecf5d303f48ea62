"""The straight way through a file and the way event by event give the same records, troubles and lines."""

import dataclasses
import random
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from openlet.ilr import reading
from openlet.ilr.opening import Source, Unreadable, source
from openlet.ilr.plain import LARGEST, Piece, PlainRecords, pieces
from openlet.ilr.reading import IlrFile
from openlet.ilr.records import Record
from openlet.invented import generate
from openlet.spec.years import years

ODD = (
    lambda name, text: "",
    lambda name, text: f"<{name}>{text}</{name}><{name}>{text}</{name}>",
    lambda name, text: f"<{name}>zz {text}</{name}>",
    lambda name, text: f"<{name}/>",
    lambda name, text: f"<{name}></{name}>",
    lambda name, text: f"<Unknown>a<Learner><b>c</b></Learner>\n</Unknown><{name}>{text}</{name}>",
    lambda name, text: f" stray \n text <{name}>{text}</{name}>",
    lambda name, text: f"<{name}>{text}<x>1</x></{name}>",
    lambda name, text: f"<{name} odd='1'>{text}</{name}>",
    lambda name, text: f"<{name}>00{text}\n</{name}>",
    lambda name, text: f"<{name}><!-- c -->\n{text}&amp;<?pi x?></{name}>",
    lambda name, text: f"<!--\n<Learner></Learner>--><{name}>{text}</{name}>",
    lambda name, text: f"<![CDATA[ ]]><{name}>{text}</{name}>",
    lambda name, text: f"<x:{name} xmlns:x='urn:y'>1</x:{name}>",
    lambda name, text: f"\r<{name}>{text}</{name}>",
    lambda name, text: f"<{name}>{text}é\ufffe</{name}>",
    lambda name, text: f"<{name}>{text}]]></{name}>",
    lambda name, text: f"<{name}>{text}",
)
VALUE = re.compile(r"<(\w+)>([^<]*)</\1>")


@pytest.fixture(scope="module")
def returns(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """A small return of each year."""
    folder = tmp_path_factory.mktemp("plain")
    return [generate(folder / str(year.code), 12, 1, year, 3)[0].read_text("utf-8") for year in years()]


def _shown(value: Any) -> Any:
    if isinstance(value, list):
        return [_shown(one) for one in value]
    if not isinstance(value, Record):
        return repr(value)
    held = [(one.name, _shown(getattr(value, one.name))) for one in dataclasses.fields(value) if one.name != "facts"]
    return type(value).__name__, held


def _troubles(found: Iterable[reading.Trouble]) -> list[Any]:
    return [(*trouble[:5], [(type(one).__name__, one.line) for one in trouble.trail]) for trouble in found]


def _all_that_is_read(text: str) -> list[Any]:
    ilr = IlrFile(Source("a.xml", None, text.encode("utf-8", "surrogatepass")))
    said: list[Any] = []
    try:
        said = [(_shown(item.record), _troubles(item.troubles)) for item in ilr]
    except Unreadable as error:
        return [str(error)]  # how many records came before it depends on the pieces
    return [*said, _troubles(ilr.troubles), [(name, _shown(one)) for name, one in ilr.records.items()]]


def _whole(chunks: Iterable[bytes]) -> Iterator[Piece]:
    return (Piece(None, chunk) for chunk in chunks)


def _spoilt(text: str, chance: random.Random) -> str:
    for _ in range(chance.randrange(1, 5)):
        found = chance.choice(list(VALUE.finditer(text)))
        text = text[: found.start()] + chance.choice(ODD)(found[1], found[2]) + text[found.end() :]
    return text


def test_both_ways_read_the_same(returns: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(8)
    texts = [
        *returns,
        *(text.replace("\n", "\r\n") for text in returns),
        *(re.sub(r"\n *", "", one) for one in returns),
    ]
    texts += [_spoilt(chance.choice(texts), chance) for _ in range(120)]
    texts += [one.replace('"UTF-8"', '"windows-1252"').replace("utf-8", "windows-1252") for one in returns]
    texts += [one.replace("</Message>", "</Message><Learner></Learner>") for one in returns[:1]]
    plainly = [_all_that_is_read(text) for text in texts]
    monkeypatch.setattr(reading, "pieces", _whole)
    by_events = [_all_that_is_read(text) for text in texts]
    for text, one, other in zip(texts, plainly, by_events, strict=True):
        assert one == other, text


def test_nearly_all_records_of_a_usual_file_are_plain(returns: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    taken = []

    def read(self: PlainRecords, piece: Piece) -> Record | None:
        taken.append(found(self, piece) is not None)
        return None

    found = PlainRecords.read
    monkeypatch.setattr(PlainRecords, "read", read)
    for text in returns:
        _all_that_is_read(text)
    assert taken.count(True) > 0.8 * len(taken) > 30


def test_pieces_lose_nothing_however_the_file_is_cut(returns: list[str], tmp_path: Path) -> None:
    content = returns[0].encode()
    for size in (1, 7, 100, 3000, len(content)):
        cut = list(pieces(content[at : at + size] for at in range(0, len(content), size)))
        assert b"".join(piece.content for piece in cut) == content
        assert sum(piece.entity is not None for piece in cut) == content.count(b"</Learner>") + content.count(
            b"</LearnerDestinationandProgression>"
        )
    endless = [b"<Learner>", *[b"a" * 65536] * 40]
    assert max(len(piece.content) for piece in pieces(iter(endless))) <= LARGEST + 65536 + len(b"<Learner>")
    (tmp_path / "e.xml").write_bytes(content)
    assert len(list(IlrFile(source(str(tmp_path / "e.xml"))))) > 10
