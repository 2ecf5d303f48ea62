"""What is sent to break in or to break down: forms of other sites, packed and nested files, on every address."""

import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

import openlet
from openlet.authority.models import REFUSED, Submission
from openlet.invented.example import UKPRN as NORTH
from openlet.store.models import Job, KeptContract, LearnerRow, Upload
from openlet.store.whose import store_of
from openlet.team.models import Account
from openlet.team.tokens import make_token
from openlet.web.serving import run_worker
from openlet.web.team.who_may import OF_PROGRAMS, PAGES
from tests.team.people import PEOPLE, People
from tests.team.test_every_address import CAME_IN, addresses, may, nothing_is_done

__all__ = ["nothing_is_done"]
SOURCE = Path(openlet.__file__).parent
MB = 2**20
BY_PROGRAMS = "/api/v1/submissions"


# Forms of other sites.


def test_no_address_takes_a_form_without_its_token(nothing_is_done: None) -> None:
    """Every address that a role may send to refuses it without the token, and with that of somebody else."""
    wrong, tried = [], set()
    for person in ("manager", "officer", "approver", "administrator"):
        browser = Client(enforce_csrf_checks=True, SERVER_NAME="127.0.0.1", headers={"sec-fetch-site": "same-origin"})
        browser.force_login(Account.objects.get(username=person), "django.contrib.auth.backends.ModelBackend")
        place = next(iter(PEOPLE[person]))
        for name, path in addresses().items():
            if may(person, place, name, "POST"):
                tried.add(name)
                at = f"/{place}{path}" if place else path
                for sent in ({}, {"csrfmiddlewaretoken": "a" * 64}):
                    if browser.post(at, sent).status_code != 403:
                        wrong.append((name, sent))
    assert wrong == []
    never = OF_PROGRAMS.keys() | {"settings_backup"}  # a browser's session does not count there; nobody may
    assert {name for name, page in PAGES.items() if page.send} - tried - never == set()


def test_who_is_signed_in_sends_nothing_as_a_program(people: People) -> None:
    assert people("manager").post(BY_PROGRAMS, b"<a/>", content_type="application/xml").status_code == 401


def test_a_form_of_another_site_is_refused_even_with_a_token(people: People, nothing_is_done: None) -> None:
    for site, status in (("cross-site", 403), ("same-site", 403), ("same-origin", CAME_IN)):
        answer = people("manager").post(f"/{NORTH}/learner/1/save", headers={"sec-fetch-site": site})
        assert answer.status_code == status, site


def test_every_page_is_told_to_load_nothing_from_elsewhere_and_to_be_in_no_frame(people: People) -> None:
    for person, path in (("", "/sign-in"), ("manager", f"/{NORTH}/2425/"), ("manager", "/nowhere"),
                         ("officer", "/authority"), ("manager", f"/{NORTH}/2425/reports/rates/file")):  # fmt: skip
        headers = people(person).get(path).headers
        policy = dict(part.strip().partition(" ")[::2] for part in headers["Content-Security-Policy"].split(";"))
        assert policy["default-src"] == "'none'" and policy["frame-ancestors"] == "'none'", path
        assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
        assert "unsafe" not in headers["Content-Security-Policy"] and policy["base-uri"] == "'none'"
        assert headers["X-Frame-Options"] == "DENY" and headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "no-store" in headers["Cache-Control"]


# Files.


def zipped(name: str, content: bytes, times: int = 1) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number in range(times):
            archive.writestr(f"{number or ''}{name}", content)
    return packed.getvalue()


def workbook(sheet: bytes, more: bytes = b"") -> bytes:
    """The least that is a workbook, with a sheet of one's own."""
    from xlsxwriter import Workbook

    made, out = BytesIO(), BytesIO()
    with Workbook(made, {"in_memory": True}) as book:
        book.add_worksheet().write(0, 0, "ULN")
    with zipfile.ZipFile(made) as usual, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as spoilt:
        for name in usual.namelist():
            spoilt.writestr(name, sheet if name == "xl/worksheets/sheet1.xml" else usual.read(name))
        if more:
            spoilt.writestr("xl/more.xml", more)
    return out.getvalue()


SPREADSHEET = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE Message [<!ENTITY l0 "ha">' + LAUGHS + b"]><Message>&l9;</Message>"
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE Message [<!ENTITY x SYSTEM "file:///etc/passwd">]><Message>&x;</Message>'
FAR = b'<?xml version="1.0"?><!DOCTYPE Message SYSTEM "http://127.0.0.1:9/x.dtd"><Message/>'
NAMESPACE = b'<Message xmlns="ESFA/ILR/2023-24">'
DEEP = NAMESPACE + b"<a>" * 200_000 + b"</a>" * 200_000 + b"</Message>"
GIANT = NAMESPACE[:-1] + b' a="' + b"x" * (3 * MB) + b'"></Message>'
MANY = NAMESPACE[:-1] + b"".join(b' a%d="1"' % n for n in range(100_000)) + b"></Message>"
SPACE = b" " * (210 * MB)
TRICKS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "entities in entities": ("a.xml", lambda: ENTITIES),
    "a file of the server as an entity": ("a.xml", lambda: OUTSIDE),
    "a document type from elsewhere": ("a.xml", lambda: FAR),
    "elements in elements": ("a.xml", lambda: DEEP),
    "a giant attribute": ("a.xml", lambda: GIANT),
    "many attributes": ("a.xml", lambda: MANY),
    "a ZIP that unpacks to too much": ("a.zip", lambda: zipped("a.xml", SPACE)),
    "a ZIP in a ZIP": ("a.zip", lambda: zipped("a.zip", zipped("a.xml", b" " * MB))),
    "a ZIP whose file climbs out": ("a.zip", lambda: zipped("../../../../tmp/out.xml", b"<a/>")),
    "a workbook that unpacks to too much": ("a.xlsx", lambda: workbook(SPREADSHEET, b" " * (510 * MB))),
    "a workbook with entities": ("a.xlsx", lambda: workbook(b"<!DOCTYPE worksheet [" + LAUGHS + b"]>" + SPREADSHEET)),
    "a workbook of a million rows": (
        "a.xlsx",
        lambda: workbook(SPREADSHEET + b"<sheetData>" + b"<row><c><v>1</v></c></row>" * 600_000 + b"</sheetData>"),
    ),
    "a workbook with a cell far out": (
        "a.xlsx",
        lambda: workbook(SPREADSHEET + b'<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'),
    ),
    "a table of one endless line": ("a.csv", lambda: b"," * (5 * MB)),
    "a table of quotes": ("a.csv", lambda: b'"' * 500_001),
}
# Each address that takes a file: who sends, where, in which field. A test finds those that are missing.
TAKES = {
    "importing": ("manager", f"/{NORTH}/2425/import", "file"),
    "settings_contract": ("manager", f"/{NORTH}/2425/settings/contract", "contract"),
    "returns_send": ("officer", "/returns/send", "files"),
    "contracts_import": ("administrator", "/contracts/import", "files"),
    "contract_new": ("administrator", "/contracts/new", "reference.postcodes"),
    "pack": ("administrator", "/pack", "file"),
}
ELSEWHERE = {
    "api_submissions": "sent with a token, below",
    "welcome": "the same function as settings_contract, before a store has records",
    "contract_change": "the same function as contract_new",
    "settings_pack": "the same function as pack, on one's own machine",
}
READERS = {"web/views/importing.py", "web/views/setting.py", "web/team/views/sending.py",
           "web/team/views/contract_changes.py", "web/views/rule_pack.py", "web/team/api.py"}  # fmt: skip


def test_every_place_that_reads_a_file_is_known() -> None:
    found = {
        path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py") if "request.FILES" in path.read_text()
    }
    assert found == READERS, "put its address into TAKES"
    assert {*TAKES, *ELSEWHERE} <= PAGES.keys()


@pytest.fixture
def nothing_stays() -> Iterator[None]:
    """Whatever was sent, no record, contract or accepted return comes of it."""

    def kept() -> tuple[Any, ...]:
        with store_of(NORTH):
            own = (LearnerRow.objects.count(), KeptContract.objects.count())
        return (*own, Submission.objects.exclude(state=REFUSED).count())

    before = kept()
    yield
    assert kept() == before
    with store_of(NORTH):
        Upload.objects.all().delete()


def offered(name: str, content: bytes, person: str, path: str, field: str, people: People) -> str:
    """Send a file, follow to where it is looked at, and have it looked at; what people are told in the end."""
    answer = people(person).post(path, {field: SimpleUploadedFile(name, content)}, follow=True)
    assert answer.status_code in (200, 422), answer.status_code
    run_worker(until_done=True)
    said = str(answer.content.decode())
    if person == "manager":
        with store_of(NORTH):
            last = Job.objects.order_by("-pk").first()
            assert last is None or "OpenLET itself failed" not in last.text, last.text
            said += " " + (last.text if last else "")
    assert "root:" not in said and "OpenLET itself failed" not in said
    return said


@pytest.mark.parametrize(("name", "made"), TRICKS.values(), ids=TRICKS)
def test_a_trick_file_comes_to_nothing_wherever_it_is_sent(
    name: str, made: Callable[[], bytes], people: People, nothing_stays: None
) -> None:
    content = made()
    for person, path, field in TAKES.values():
        said = offered(name, content, person, path, field, people)
        assert "/etc/passwd" not in said
    answer = program().post(f"{BY_PROGRAMS}?name={name}", content, content_type="application/octet-stream")
    assert answer.status_code in (202, 422), answer.status_code
    run_worker(until_done=True)
    assert not Path("/tmp/out.xml").exists()


def program() -> Client:
    """A program with a token of the authority."""
    _, text = make_token("MIS", True, timezone.localdate(), None, "officer")
    return Client(SERVER_NAME="127.0.0.1", headers={"authorization": f"Bearer {text}"})
