"""The rule pack in Settings: a key is trusted, a pack loaded, everything is judged by it, and it is taken off again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from openlet.packs.signed import fingerprint_of
from openlet.rules import RULE_SET, rule_set
from openlet.spec import pack as spec
from openlet.store.basis import current_basis, mark_of
from openlet.store.services import keep_contract, set_provider
from tests import make
from tests.packs.test_packs import KEY, pack
from tests.store.keeping import ANN, year
from tests.web.pages import YEAR, said

PATH = f"/{YEAR}/settings/pack"


@pytest.fixture(autouse=True)
def none_stays_in_force() -> Iterator[None]:
    yield
    spec.use(None)


def test_a_pack_is_loaded_in_settings_and_taken_off(browser: Client, folder: Path) -> None:
    provider = set_provider(make.UKPRN)
    year()
    keep_contract(provider, "contract.toml", make.CONTRACT.split("[milestones]")[0].encode(), ANN)
    before = mark_of(current_basis(provider))

    def load() -> str:
        return said(browser.post(PATH, {"do": "load", "file": SimpleUploadedFile("p.json", pack())}, follow=True))

    assert "which is not trusted here" in load()
    browser.post(PATH, {"do": "trust", "fingerprint": fingerprint_of(KEY), "whose": "WMCA"})
    assert "The rule pack is in force" in load()
    assert f"rules {RULE_SET} with pack wmca_wave5 no. 1" in browser.get(PATH).content.decode()
    basis = current_basis(provider)
    assert basis.contracts is not None
    assert str(basis.contracts.all[0].milestones.m1_share) == "0.50"
    assert mark_of(basis) != before, "what was judged without the pack is out of date"
    assert "The tables of the program itself count again" in said(browser.post(PATH, {"do": "off"}, follow=True))
    assert (rule_set(), mark_of(current_basis(provider))) == (RULE_SET, before)
