"""What a session leaves behind: nothing in the program's output, nothing in temporary folders, no script in a page."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.running import Running, copied
from tests.web.served.asking import YEAR, Answer, Visitor

WATCHING = """
import os, sys
place = os.environ["TMPDIR"]
trace = os.open(os.path.join(os.getcwd(), "opened.txt"), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
def watch(event, given):
    if event in ("open", "tempfile.mkstemp", "tempfile.mkdtemp") and place in str(given[0]):
        os.write(trace, (event + " " + str(given[0]) + chr(10)).encode())
sys.addaudithook(watch)
from openlet.cli import main
sys.exit(main(["serve", *sys.argv[1:]]))
"""
SECRETS = ("Zubatov", "Quillon", "9876543210", "1000000027", "QQ123456C", "zubatov@example.org", "Hidden Lane")
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
LONGEST = 200 * 1024 * 1024  # bytes: what the settings allow


@pytest.fixture(scope="module")
def served(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The program, writing down every file that it opens in its temporary folder."""
    place = tmp_path_factory.mktemp("watched")
    running = Running(copied(demo, place / "data"), place / "beside", ("-c", WATCHING))
    yield running
    running.stop()


def opened_in_temporary_folder(served: Running) -> list[str]:
    return (served.said.parent / "opened.txt").read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def learner(served: Running, cookies: dict[str, str]) -> int:
    """A learner with every secret, saved in right and in wrong forms."""
    visitor = Visitor(served.address)
    visitor.cookies = dict(cookies)
    visitor.take_token()
    made = visitor.add_learner()
    given = {
        "FamilyName": "Zubatov", "GivenNames": "Quillon", "ULN": "9876543210", "NINumber": "QQ123456C",
        "Email": "zubatov@example.org", "AddLine1": "Hidden Lane", "DateOfBirth": "Zubatov 31/02/1990",
    }  # fmt: skip
    for element, value in given.items():
        assert visitor.save(made, f"Learner/{element}", value).status == 200
    assert visitor.save(made, "Learner/ULN", "1000000027", base="9876543210").status == 200
    return made


def provoked(visitor: Visitor, learner: int) -> list[Answer]:
    """Every kind of trouble that a request with learner data in it can meet."""
    of = f"/learner/{learner}"
    return [
        visitor.save(learner, "Learner/FamilyName", "Quillon", base="of another screen"),
        visitor.save(learner, "Learner/Zubatov", "Zubatov"),
        visitor.save(learner, "Learner/FamilyName", "Zub\x00atov", base="Zubatov"),
        visitor.save(99_999, "Learner/FamilyName", "Zubatov"),
        visitor.post(f"{of}/save", value="Zubatov", path="Learner/FamilyName"),
        visitor.post(f"{of}/add", path="Zubatov"),
        visitor.post(f"{of}/remove", path="Zubatov", version="Zubatov"),
        visitor.post(f"{of}/remove", path="Learner/LearningDelivery/Zubatov", version="1"),
        visitor.post(f"{of}/undo/77"),
        visitor.get(f"{of}/aim/Zubatov/"),
        visitor.get(f"{of}/bootcamp/1/Zubatov/"),
        visitor.get(f"/{YEAR}/learners/?q=Zubatov&page=Zubatov&sort=Zubatov&milestone=Zubatov"),
        visitor.get("/Zubatov"),
        visitor.post(f"/{YEAR}/learners/new", LearnRefNumber="Zubatov Quillon 1000000027"),
        visitor.post(f"/{YEAR}/learners/new", cohort="Zubatov", LearnRefNumber="L0001\x00"),
        visitor.post(f"/{YEAR}/settings/day", day="Zubatov"),
        visitor.post(f"/{YEAR}/settings/contract", text="name = Zubatov"),
        visitor.send_file(f"/{YEAR}/settings/contract", "contract", "Zubatov.toml", b"\xff\x00Zubatov"),
        visitor.ask("POST", f"{of}/save", "path=Zubatov%FF&value=%00", {"X-CSRFToken": visitor.token}),
        visitor.ask("POST", f"{of}/save", b"Zubatov", {"Content-Type": "multipart/form-data; boundary=Zubatov"}),
        visitor.ask("PUT", f"{of}/save", b"Zubatov", {"X-CSRFToken": visitor.token}),
        visitor.ask("ZUBATOV", of, b"Zubatov"),
    ]


def test_no_trouble_is_answered_with_a_fault_of_the_program(visitor: Visitor, learner: int) -> None:
    answers = provoked(visitor, learner)
    assert [(number, answer.status) for number, answer in enumerate(answers) if answer.status >= 500] == []
    assert len([answer for answer in answers if 400 <= answer.status < 500]) >= 15
    assert not any("Traceback" in answer.text for answer in answers)


def test_no_learner_data_is_in_the_programs_output(served: Running, visitor: Visitor, learner: int) -> None:
    provoked(visitor, learner)
    for path in ("", "employment/"):
        assert visitor.get(f"/learner/{learner}/{path}").status == 200
    assert "Zubatov" in visitor.get(f"/{YEAR}/learners/?q=Zubatov").text  # it is in the store
    said = served.output()
    assert "OpenLET is running" in said
    assert [secret for secret in SECRETS if secret in said] == []
    assert "Traceback" not in said
    assert len(said.splitlines()) == 3  # what it says when it starts


def test_no_address_carries_learner_data(visitor: Visitor, learner: int) -> None:
    """Addresses stay in the browser's history: of a learner they name the key only."""
    text = visitor.get(f"/{YEAR}/learners/").text + visitor.get(f"/learner/{learner}/").text
    links = [part.partition('"')[0] for name in ("href=", "action=", "hx-post=") for part in text.split(f'{name}"')[1:]]
    assert len(links) > 20
    assert [link for link in links if any(secret in link for secret in SECRETS)] == []


def test_nothing_is_opened_in_the_temporary_folder(served: Running, visitor: Visitor, learner: int) -> None:
    provoked(visitor, learner)
    large = b"# " + b"Zubatov " * 1_000_000  # more than the server holds of a request by default
    assert visitor.send_file(f"/{YEAR}/settings/contract", "contract", "c.toml", large).status == 422
    assert visitor.post(f"/{YEAR}/settings/backup").status == 302
    long = visitor.add_learner()
    for line in ("AddLine1", "AddLine2", "AddLine3"):
        assert visitor.save(long, f"Learner/{line}", '"' * 100_000).status == 200
    assert len(visitor.get(f"/learner/{long}/").content) > 2_000_000
    assert opened_in_temporary_folder(served) == []
    assert list(served.temporary.rglob("*")) == []


def test_an_upload_over_the_limit_is_refused_with_a_sentence(served: Running, visitor: Visitor) -> None:
    answer = visitor.send_file(f"/{YEAR}/settings/contract", "contract", "c.toml", bytes(LONGEST + 1))
    assert answer.status == 413
    assert "The file is larger than 200 MB, so it was not taken." in answer.text
    assert visitor.get(f"/{YEAR}/").status == 200
    assert opened_in_temporary_folder(served) == []
    assert served.process.poll() is None


def test_an_upload_that_is_a_program_is_never_run_nor_kept(served: Running, visitor: Visitor, tmp_path: Path) -> None:
    mark = tmp_path / "was-run"
    program = f"#!{sys.executable}\nopen({str(mark)!r}, 'w')\n".encode()
    for name in ("../../x.py", "x.toml", "/etc/x.toml", "x.py\x00.toml"):
        answer = visitor.send_file(f"/{YEAR}/settings/contract", "contract", name, program)
        assert answer.status == 422, name
    assert not mark.exists()
    assert [path.name for path in served.folder.rglob("x*")] == []


@pytest.mark.parametrize("element", ["FamilyName", "GivenNames", "AddLine1", "ULN", "DateOfBirth", "Sex", "Email"])
def test_a_script_in_a_value_stays_text_wherever_it_is_shown(element: str, visitor: Visitor) -> None:
    made = visitor.add_learner()
    saved = visitor.save(made, f"Learner/{element}", HOSTILE)
    asked_again = visitor.save(made, f"Learner/{element}", "other", base="of another screen")
    assert (saved.status, asked_again.status) == (200, 409)
    pages = [visitor.get(path) for path in (f"/learner/{made}/", f"/learner/{made}/employment/", f"/{YEAR}/learners/")]
    for answer in (saved, asked_again, *pages):
        assert "<script>alert" not in answer.text
        assert "<img src=x" not in answer.text
        assert "onerror=alert(2)>" not in answer.text.replace("&gt;", "&gt ")
    assert "&lt;script&gt;" in pages[0].text
    assert visitor.post(f"/learner/{made}/delete", sure="yes").status == 302
    assert "<script>alert" not in visitor.get(f"/{YEAR}/learners/deleted?just={made}").text
