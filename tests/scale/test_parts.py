"""A large file judged in parts says what it says as one, whatever is in it."""

import json
import re
import zipfile
from pathlib import Path

import pytest

from openlet.cli import main, many_files
from openlet.ilr import parts as ilr_parts
from openlet.ilr.opening import source
from openlet.ilr.parts import NotAlike, PartItems, cuts_of
from openlet.ilr.reading import IlrFile, Item
from openlet.invented import generate
from openlet.scale import parted
from openlet.spec.years import year_of
from openlet.store.folder import VARIABLE

PART = 30_000
NAME = "ILR-10000001-2324-20240820-093000-01.xml"


@pytest.fixture(scope="module")
def text(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A return with every kind of fault, destination records, and learners whose references and ULNs repeat."""
    folder = tmp_path_factory.mktemp("parts")
    written = generate(folder, 150, 1, year_of("2023-24"), 7)[0].read_text(encoding="utf-8")
    learners = re.findall(r" *<Learner>.*?</Learner>\n", written, flags=re.DOTALL)
    twice = learners[2].replace("<LearnRefNumber>A", "<LearnRefNumber>a") + learners[4] + learners[11]
    return written.replace(learners[-1], learners[-1] + twice)


@pytest.fixture
def returned(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "data"))
    generate(tmp_path / "c", 150, 1, year_of("2023-24"), 7)
    path = tmp_path / NAME
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def tracked(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Files of any size are judged in parts; whether those of each file added up."""
    said: list[bool] = []
    kept = parted.parts_kept

    def asked(*given: object) -> object:
        found = kept(*given)  # type: ignore[arg-type]
        said.append(found is not None)
        return found

    monkeypatch.setattr(parted, "LARGE_FILE", 1)
    monkeypatch.setattr(parted, "PART", PART)
    for module in ("local_pay", "local_check"):
        monkeypatch.setattr(f"openlet.scale.{module}.parts_kept", asked)
    return said


def run(command: str, path: Path, *more: str) -> tuple[int, bytes]:
    contract = next((path.parent / "c").glob("*.toml"))
    out = path.parent / "out"
    options = ["--contract", str(contract), "--as-of", "2024-09-30", "--format", "json", "--out", str(out)]
    status = main([command, str(path), *options, *more])
    return status, out.read_bytes()


def small(command: str, path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[int, bytes]:
    with monkeypatch.context() as patch:
        patch.setattr(many_files, "LARGE", 10**12)
        return run(command, path)


@pytest.mark.parametrize("command", ["pay", "check"])
@pytest.mark.parametrize("spoilt", ["not", "crlf", "zip", "without destinations"])
def test_parts_say_what_the_whole_says(
    command: str, spoilt: str, returned: Path, tracked: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    content = returned.read_bytes()
    if spoilt == "crlf":
        returned.write_bytes(content.replace(b"\n", b"\r\n"))
    if spoilt == "without destinations":
        at = content.index(b"<LearnerDestinationandProgression>")
        returned.write_bytes(content[:at] + b"</Message>")
    if spoilt == "zip":
        archive = returned.with_suffix(".zip")
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as into:
            into.writestr(NAME, content)
        returned = archive
    wanted = small(command, returned, monkeypatch)
    assert run(command, returned, "--processes", "1") == wanted
    assert tracked == [True]
    if command == "check":
        rules = {one["rule"] for one in json.loads(wanted[1])["findings"]}
        whole = {"R06", "R59", "WMCA_LearnRefNumber_02", "R107"} & rules
        assert {"R06", "R59"} <= whole, rules


def test_parts_in_two_processes(returned: Path, tracked: list[bool], monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = small("pay", returned, monkeypatch)
    assert run("pay", returned, "--processes", "2") == wanted
    assert run("pay", returned, "--processes", "1", "--work", str(returned.parent / "work")) == wanted
    assert not list((returned.parent / "work").glob("part-*"))


@pytest.mark.parametrize(
    ("found", "put"),
    [
        pytest.param("<Learner>", "<!-- <Learner> -->\n<Learner>", id="a learner in a comment"),
        pytest.param("<Learner>", "stray text <Learner>", id="text between learners"),
        pytest.param("<Learner>", "<Header></Header><Learner>", id="a second header"),
        pytest.param("<Learner>", "<Unknown><Learner></Learner></Unknown><Learner>", id="an element around a learner"),
        pytest.param(
            "<Learner>",
            "<LearnerDestinationandProgression></LearnerDestinationandProgression><Learner>",
            id="a destination record between learners",
        ),
        pytest.param("</LearningProvider>", "</LearningProvider><Unknown/>", id="an unknown element in the head"),
    ],
)
@pytest.mark.parametrize("everywhere", [True, False])
def test_what_does_not_add_up_is_judged_as_one(
    found: str, put: str, everywhere: bool, returned: Path, tracked: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    head, *pieces = returned.read_text(encoding="utf-8").split(found)
    spots = range(len(pieces)) if everywhere else [len(pieces) // 2]
    returned.write_text(
        head + "".join((put if at in spots else found) + piece for at, piece in enumerate(pieces)), encoding="utf-8"
    )
    wanted = small("check", returned, monkeypatch)
    assert run("check", returned, "--processes", "1") == wanted


def test_a_file_cut_off_is_refused_as_ever(
    returned: Path, tracked: list[bool], capsys: pytest.CaptureFixture[str]
) -> None:
    content = returned.read_bytes()
    returned.write_bytes(content[: len(content) // 2])
    contract = next((returned.parent / "c").glob("*.toml"))
    assert main(["pay", str(returned), "--contract", str(contract), "--processes", "1"]) == 2
    assert "the file ends in the middle" in capsys.readouterr().err
    assert tracked == [False]


def test_every_record_has_the_line_that_it_has_in_the_whole(returned: Path) -> None:
    given = source(str(returned))
    cuts = cuts_of(given, PART)
    assert cuts is not None
    assert len(cuts.learners) > 10
    assert cuts.rest is not None
    numbers: list[int | None] = [*range(len(cuts.learners)), None]
    found = [told(item) for number in numbers for item in PartItems(given, cuts, number)]
    assert found == [told(item) for item in IlrFile(given)]


def told(item: Item) -> str:
    """All that is in a record and its lines."""
    return re.sub(r"facts=\{.*?\}", "", f"{item.record!r} {[one[:5] for one in item.troubles]}")


def test_other_files_are_not_cut(tmp_path: Path, text: str) -> None:
    for at, content in enumerate(
        (
            text.encode("utf-16"),
            text.replace("\n", "\r").encode(),
            re.sub(r"<\?xml[^>]*>", '<?xml version="1.0" encoding="ISO-8859-1"?>', text).encode("latin-1"),
            text.replace("<Learner>", "<Learner >").encode(),
        )
    ):
        path = tmp_path / f"{at}.xml"
        path.write_bytes(content)
        assert cuts_of(source(str(path)), PART) is None, at


def test_a_part_that_is_not_well_formed_is_not_alike(returned: Path) -> None:
    given = source(str(returned))
    cuts = ilr_parts.Cuts((ilr_parts.Cut(0, 0), ilr_parts.Cut(5000, 9)), None)
    with pytest.raises(NotAlike):
        list(PartItems(given, cuts, 0))
