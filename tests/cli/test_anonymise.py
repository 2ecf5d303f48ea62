"""``openlet anonymise``: what it writes and says, what it refuses, and that it writes all or nothing."""

import zipfile
from pathlib import Path

import pytest

from openlet import cli
from openlet.invented import anonymous
from tests.invented.anonymous.copying import values
from tests.make import CONTRACT, OTHER_ULN, aim, boxes, learner, xml

PRIVATE = ("1000000027", "Invented", "Quetzalina", "AB123456C", "L0001", "1 Example Street", "B1 1AA")


@pytest.fixture
def returned(tmp_path: Path) -> Path:
    path = tmp_path / "return.xml"
    path.write_text(xml([learner(GivenNames="Quetzalina")]), encoding="utf-8")
    return path


def anonymise(*arguments: object) -> int:
    return cli.main(["anonymise", *map(str, arguments)])


def test_a_copy_is_written_and_said_to_be_still_personal(
    returned: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = returned.read_bytes()
    assert anonymise(returned, "--out", tmp_path / "copy.xml") == 0
    copy = (tmp_path / "copy.xml").read_text(encoding="utf-8")
    assert [private for private in PRIVATE if private in copy] == []
    said = capsys.readouterr()
    assert said.out == ""
    assert "1 learner," in said.err
    assert "Treat the copy as personal data" in said.err
    assert [private for private in PRIVATE if private in said.err] == []
    assert returned.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {"return.xml", "copy.xml"}


def test_every_run_has_a_secret_of_its_own_unless_a_seed_is_given(returned: Path, tmp_path: Path) -> None:
    for name, *seed in (("a.xml",), ("b.xml",), ("c.xml", "--seed", "s"), ("d.xml", "--seed", "s")):
        anonymise(returned, "--out", tmp_path / name, *seed)
    a, b, c, d = ((tmp_path / f"{name}.xml").read_bytes() for name in "abcd")
    assert a != b
    assert c == d != a


def test_several_files_go_into_a_folder_with_one_person_the_same_in_all(returned: Path, tmp_path: Path) -> None:
    other = tmp_path / "ILR-10999991-2425-20241018-093000-01.xml"
    other.write_text(xml([learner()], "2024-25"), encoding="utf-8")
    assert anonymise(returned, other, "--out", tmp_path / "out", "--ukprn", 10000099) == 0
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {"return.xml", "ILR-10000099-2425-20241018-093000-01.xml"}
    first, second = (values((tmp_path / "out" / name).read_bytes(), "ULN") for name in names)
    assert first == second


def test_a_zip_gives_a_plain_copy(returned: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "return.zip", "w") as archive:
        archive.write(returned, "inside.xml")
    anonymise(tmp_path / "return.zip", "--out", tmp_path / "zipped.xml", "--seed", "s")
    anonymise(returned, "--out", tmp_path / "plain.xml", "--seed", "s")
    assert (tmp_path / "zipped.xml").read_bytes() == (tmp_path / "plain.xml").read_bytes()


def test_the_contracts_words_stay(tmp_path: Path) -> None:
    path, contract = tmp_path / "return.xml", tmp_path / "contract.toml"
    path.write_text(xml([learner(aim(ProviderSpecDeliveryMonitoring=boxes("We pay a tenth")))]), encoding="utf-8")
    contract.write_text(f'{CONTRACT}\n[contributions]\n"We pay a tenth" = "0.10"\n', encoding="utf-8")
    anonymise(path, "--out", tmp_path / "without.xml")
    anonymise(path, "--out", tmp_path / "with.xml", "--contract", contract)
    assert "We pay a tenth" not in (tmp_path / "without.xml").read_text()
    assert "We pay a tenth" in (tmp_path / "with.xml").read_text()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("return.xml", "--out", "return.xml", "--replace"), "must stay as they are"),
        (("return.xml", "--out", "there.xml"), "say --replace"),
        (("return.xml", "--out", "."), "is a folder"),
        (("return.xml", "other.xml", "--out", "there.xml"), "give the name of a folder"),
        (("return.xml", "return.xml", "--out", "out"), "the same name"),
        (("return.xml", "--out", "copy.xml", "--ukprn", "123"), "is not a UKPRN"),
        (("return.xml", "other.xml", "--out", "out", "--ukprn", "10000099"), "several providers"),
        (("return.xml", "--out", "missing/copy.xml"), "could not be written"),
        (("broken.xml", "--out", "copy.xml"), "ends in the middle"),
        (("doctype.xml", "--out", "copy.xml"), "DOCTYPE"),
        (("return.xml", "broken.xml", "--out", "out"), "ends in the middle"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence_and_nothing_is_written(
    returned: Path,
    tmp_path: Path,
    arguments: tuple[str, ...],
    sentence: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    content = xml([learner(ULN=OTHER_ULN)], ukprn=10000002)
    Path("other.xml").write_text(content, encoding="utf-8")
    Path("broken.xml").write_text(content[:-20], encoding="utf-8")
    Path("doctype.xml").write_text(content.replace("<Message", "<!DOCTYPE a>\n<Message", 1), encoding="utf-8")
    Path("there.xml").write_text("there", encoding="utf-8")
    before = {path: path.read_bytes() for path in Path().iterdir()}
    assert anonymise(*arguments) == 2
    said = capsys.readouterr().err
    assert sentence in said
    assert said.count("\n") == 1
    assert {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()} == before


def test_a_fault_in_the_middle_leaves_nothing_behind(
    returned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise anonymous.NotHidden("For a value of ULN no other one of the same form could be found.")

    monkeypatch.setattr(anonymous.Disguise, "hide", fails)
    assert anonymise(returned, "--out", tmp_path / "copy.xml") == 2
    assert [path.name for path in tmp_path.iterdir()] == ["return.xml"]
