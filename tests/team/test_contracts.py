"""Contracts on screen: a file goes in and comes out as it was, a form changes one term, contradictions are refused."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.utils.html import escape

from openlet.authority.contract_files import as_zip
from openlet.authority.contracts import Proposed, add_versions, in_force, read
from openlet.authority.models import ContractVersion
from openlet.invented.example import UKPRN as NORTH
from openlet.store.refusals import NotDone
from openlet.web.forms.contract import filled
from tests.contracts.test_reading import SIDE_FILES, example
from tests.team.people import SOUTH, People

DAY, LATER = date(2024, 4, 1), date(2025, 1, 1)
FILES = {name: text.encode() for name, text in SIDE_FILES.items()}
# A wave of these tests' own: other tests keep contracts on the same server.
EXAMPLE = example().replace("wave_from = 2024-04-01", "wave_from = 2024-04-02").replace("EXAMPLE-0001", "SCREEN-1")
SOUTHERN = f"""[wave]
wave_from = 2024-04-02
[contract]
id = "SOUTH-1"
ukprn = {SOUTH}
[[contract.bootcamp]]
learn_aim_ref = "Z0020009"
price_per_learner = "1500.00"
"""


@pytest.fixture(autouse=True)
def undone() -> Iterator[None]:
    """Versions are only added to: what a test adds is never committed."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def administrator(people: People) -> Client:
    return people("administrator")


def added(text: str, counts_from: date = DAY, files: dict[str, bytes] | None = None) -> ContractVersion:
    (made,) = add_versions([Proposed(text, files or {})], counts_from, "a note", "tests")
    return made


def kept(**wanted: int) -> list[ContractVersion]:
    """Of these tests' contracts what is kept."""
    return list(ContractVersion.objects.filter(contract__in=("SCREEN-1", "SOUTH-1"), **wanted))


def counting(on: date) -> list[tuple[str, int]]:
    return [(one.contract, one.number) for one in in_force(on) if one in kept()]


def typed_in(version: ContractVersion, **changed: str) -> dict[str, str]:
    """What a browser sends of the form of a version, with some boxes typed over."""
    return filled(version.text, {}).values | {"counts_from": "1/1/2025", "note": "", "do": "save"} | changed


def test_a_file_comes_out_of_the_form_as_the_very_bytes_that_went_in(administrator: Client) -> None:
    content = b"\xef\xbb\xbf# of our lawyers\r\n" + EXAMPLE.replace("\n", "\r\n").encode()
    sent = {"files": [SimpleUploadedFile("c.toml", content), *(SimpleUploadedFile(*one) for one in FILES.items())]}
    preview = administrator.post("/contracts/import", sent)
    assert preview.status_code == 302
    assert b"becomes version 1" in administrator.get(preview["Location"]).content
    answer = administrator.post(preview["Location"], {"counts_from": "1 April 2024", "do": "add"})
    assert answer["Location"] == "/contracts/?added=1"
    (first,) = kept()
    assert first.text.encode() == content
    answer = administrator.post(f"/contracts/{first.pk}/change", typed_in(first))
    (second,) = kept(number=2)
    assert (second.text, second.files, second.counts_from) == (first.text, first.files, LATER)
    assert read(second) == read(first)
    with zipfile.ZipFile(io.BytesIO(administrator.get(f"/contracts/{second.pk}/file").content)) as archive:
        held = {name.rpartition("/")[2]: archive.read(name) for name in archive.namelist()}
    assert held == {f"{NORTH}-SCREEN-1.toml": content, **FILES}


def test_a_price_that_is_typed_over_is_a_new_version_and_the_only_difference(administrator: Client) -> None:
    first = added(EXAMPLE, DAY, FILES)
    changed = typed_in(first, **{"contract.bootcamp.0.price_per_learner": "£3,200"})
    answer = administrator.post(f"/contracts/{first.pk}/change", changed)
    (second,) = kept(number=2)
    assert answer["Location"] == f"/contracts/{second.pk}"
    assert read(second).bootcamps["Z0020001"].price == Decimal("3200.00")
    assert [counting(day) for day in (date(2024, 3, 31), DAY, LATER)] == [[], [("SCREEN-1", 1)], [("SCREEN-1", 2)]]
    page = administrator.get(f"/contracts/{first.pk}/compare/{second.pk}").content.decode()
    assert "1 term differs" in page
    assert all(said in page for said in ("Price of Z0020001", "£3,000.00", "£3,200.00", "counts from 1 January 2025"))


def test_every_fault_stands_beside_its_box_and_what_was_typed_stays(administrator: Client) -> None:
    first = added(EXAMPLE, DAY, FILES)
    wrong = {
        "contract.max_value": "plenty",
        "contract.bootcamp.1.learn_aim_ref": "Z0010211",
        "contract.bootcamp.0.start_to": "1/1/2020",
        "milestones.m2_share": "40",
        "readings.m1_count": "sometimes",
        "counts_from": "",
    }
    answer = administrator.post(f"/contracts/{first.pk}/change", typed_in(first, **wrong))
    assert answer.status_code == 422
    page = answer.content.decode()
    for name in {**wrong, "milestones.m1_share": ""}.keys() - {"milestones.m2_share"}:
        assert f'id="{name}-error"' in page, name
    assert all(f'value="{text}"' in page for text in ("plenty", "1/1/2020", "40"))
    assert escape("Z0010211 is a milestone aim, not a bootcamp") in page
    assert kept() == [first]


def test_rows_are_added_and_taken_out_without_saving(administrator: Client) -> None:
    first = added(EXAMPLE, DAY, FILES)
    more = administrator.post(f"/contracts/{first.pk}/change", typed_in(first, do="add")).content.decode()
    without = typed_in(first, do="add", **{"contract.bootcamp.0.remove": "true"})
    fewer = administrator.post(f"/contracts/{first.pk}/change", without).content.decode()
    assert 'id="contract.bootcamp.7.title"' in more
    assert "Example data bootcamp" not in fewer
    assert "Example welding bootcamp" in fewer
    assert kept() == [first]


def test_a_version_that_contradicts_another_provider_on_any_later_day_is_refused() -> None:
    added(SOUTHERN, LATER)
    with pytest.raises(NotDone, match=r"On 1 January 2025: .*differ in readings.dup_winner"):
        added(EXAMPLE.replace('dup_winner = "earliest_start"', 'dup_winner = "first_paid"'), DAY, FILES)
    with pytest.raises(NotDone, match=r"are both for UKPRN 10999991"):
        add_versions(
            [Proposed(EXAMPLE, FILES), Proposed(EXAMPLE.replace("SCREEN-1", "SCREEN-2"), FILES)], DAY, "", "tests"
        )
    with pytest.raises(NotDone, match="both allocate Z0020002"):
        added(SOUTHERN.replace("Z0020009", "Z0020002"), LATER)
        added(EXAMPLE, DAY, FILES)
    assert counting(LATER) == [("SOUTH-1", 2)]


def test_both_sides_change_a_reading_together_where_neither_could_alone() -> None:
    added(SOUTHERN)
    added(EXAMPLE, DAY, FILES)
    changed = [
        SOUTHERN + '[readings]\ndup_winner = "first_paid"\n',
        EXAMPLE.replace("earliest_start", "first_paid", 1),
    ]
    with pytest.raises(NotDone, match="dup_winner"):
        added(changed[0], LATER)
    made = add_versions([Proposed(changed[0]), Proposed(changed[1], FILES)], LATER, "", "tests")
    assert [(one.contract, one.number) for one in made] == [("SOUTH-1", 2), ("SCREEN-1", 2)]


def test_all_contracts_go_out_as_a_zip_and_in_again_without_a_change(administrator: Client) -> None:
    added(SOUTHERN)
    added(EXAMPLE, DAY, FILES)
    with zipfile.ZipFile(io.BytesIO(administrator.get("/contracts/all.zip").content)) as everybodys:
        names = everybodys.namelist()
    assert f"{NORTH}-SCREEN-1/{NORTH}-SCREEN-1.toml" in names
    assert f"{NORTH}-SCREEN-1/wave5-register.csv" in names
    own = as_zip(kept())  # other tests keep contracts on the same server
    preview = administrator.post("/contracts/import", {"files": [SimpleUploadedFile("own.zip", own)]})
    assert administrator.get(preview["Location"]).content.decode().count("word for word") == 2
    answer = administrator.post(preview["Location"], {"counts_from": "1/4/2024", "do": "add"})
    assert answer["Location"] == "/contracts/?added=0"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("c.toml", b"[contract\n", "not well-formed TOML"),
        ("c.toml", SOUTHERN.replace("1500.00", "x").encode(), "line 8, contract.bootcamp.price_per_learner"),
        ("c.toml", (SOUTHERN + '[reference]\nregister = "../../secret"\n').encode(), "must lie beside"),
        ("c.zip", b"PK\x03\x04 and no more", "not a ZIP that can be read"),
        ("c.csv", b"a,b", "No contract file"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_a_sentence(
    name: str, content: bytes, said: str, administrator: Client
) -> None:
    answer = administrator.post("/contracts/import", {"files": [SimpleUploadedFile(name, content)]})
    assert answer.status_code == 422
    assert escape(said) in answer.content.decode()


def test_an_officer_sees_contracts_and_no_way_to_change_them(people: People) -> None:
    version = added(EXAMPLE, DAY, FILES)
    for path in ("/contracts/", f"/contracts/{version.pk}"):
        page = people("officer").get(path).content.decode()
        assert "Z0020001" in page or "SCREEN-1" in page
        assert "Change it" not in page
        assert "Import contract files" not in page
