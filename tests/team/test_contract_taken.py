"""A provider goes by the authority's contract: offered, taken with its files, told when there is a newer one."""

from datetime import date
from pathlib import Path

from openlet.authority.contracts import Proposed, add_versions
from openlet.store.basis import folder, kept_contract
from openlet.store.models import KeptContract
from openlet.store.services import keep_contract, set_provider
from openlet.store.whose import store_of
from openlet.team.services import add_provider
from openlet.web.authority_contract import offered, take

EAST = 10999993  # of this test only: what it adds to the authority's contracts stays there
TEXT = f"""[wave]
wave_from = 2024-04-03
[contract]
id = "EAST-1"
ukprn = {EAST}
[[contract.bootcamp]]
learn_aim_ref = "Z0029991"
price_per_learner = "1500.00"
[reference]
register = "register.csv"
"""
REGISTER = f"learn_aim_ref,ukprn\nZ0029991,{EAST}\n".encode()


def test_a_provider_takes_the_authoritys_version_and_is_told_of_the_next(server: Path) -> None:
    add_provider(EAST, "East College", "tests")
    with store_of(EAST):
        east = set_provider(EAST)
        assert offered(east) is None
    add_versions([Proposed(TEXT, {"register.csv": REGISTER})], date(2024, 4, 1), "", "tests")
    with store_of(EAST):
        first = offered(east)
        assert first is not None
        assert (first.number, first.is_taken, first.is_newer) == (1, False, True)
        take(east, "May")
        contract, kept = kept_contract(east), KeptContract.objects.latest("pk")
        assert contract is not None
        assert contract.register == {("Z0029991", EAST)}
        assert (kept.version, kept.who) == (1, "May")
        taken = offered(east)
        assert taken is not None and taken.is_taken
    changed = TEXT.replace("1500.00", "1600.00")
    add_versions([Proposed(changed, {"register.csv": REGISTER})], date(2024, 5, 1), "", "tests")
    with store_of(EAST):
        second = offered(east)
        assert second is not None
        assert (second.number, second.is_taken, second.is_newer) == (2, False, True)
        (folder() / "register.csv").write_bytes(REGISTER)
        keep_contract(east, "own.toml", TEXT.encode(), "May")
        own = offered(east)
        assert own is not None
        assert (own.is_taken, own.is_newer) == (False, False), "a file of one's own is not called older"
