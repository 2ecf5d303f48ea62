"""The rule pack of a server: what the administrator loads counts for every provider there, in every process."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django_tasks import task

from openlet.invented.example import UKPRN as NORTH
from openlet.packs import kept
from openlet.packs.signed import fingerprint_of
from openlet.rules import RULE_SET, rule_set
from openlet.spec import pack as spec
from openlet.team.models import Event
from tests.packs.test_packs import KEY, pack
from tests.team.people import People


@pytest.fixture(autouse=True)
def none_stays_in_force() -> Iterator[None]:
    yield
    kept.take_off(settings.OPENLET_FOLDER)


def test_a_pack_of_the_administrator_counts_for_providers_and_for_work_in_the_background(people: People) -> None:
    mine = people("administrator")
    mine.post("/pack", {"do": "trust", "fingerprint": fingerprint_of(KEY), "whose": "WMCA"})
    answer = mine.post("/pack", {"do": "load", "file": SimpleUploadedFile("p.json", pack())})
    assert answer["Location"] == "/pack?done=load"
    assert Event.objects.latest("pk").about == f"load: {spec.label()}"
    spec.use(None)  # as in a process that has not seen it
    kept._seen.clear()
    assert f"{RULE_SET} with pack wmca_wave5 no. 1" in people("reader").get(f"/{NORTH}/2425/").content.decode()
    spec.use(None)
    kept._seen.clear()
    in_the_background = task(rule_set)
    assert in_the_background.call().startswith(f"{RULE_SET} with pack wmca_wave5 no. 1")
    looking = people("manager").get(f"/{NORTH}/2425/settings/pack").content.decode()
    assert "In force" in looking and "Trust this key" not in looking
    assert people("manager").post(f"/{NORTH}/2425/settings/pack", {"do": "off"}).status_code == 403
