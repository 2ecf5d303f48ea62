"""Everything that writes what all providers share: providers, accounts, roles. Each function is one transaction.

Each says who does it, and leaves an event in the log.
"""

import secrets

from django.apps import apps
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection, transaction

from openlet.ilr.identifiers import is_ukprn
from openlet.store.basis import shared_folder
from openlet.store.folder import ONLY_ME
from openlet.store.refusals import NotDone
from openlet.store.services import set_provider
from openlet.store.services.editing import whole
from openlet.store.whose import store_of
from openlet.team.log import ACCOUNTS, note
from openlet.team.models import Account, ProviderHere, Role
from openlet.team.rights import AT_A_PROVIDER, AT_THE_AUTHORITY, RIGHTS, Right
from openlet.team.schemas import only_the_store_of, schema_of

SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another


def bring_up_to_date() -> list[int]:
    """Make or change the tables: those that are shared, then each provider's. The UKPRNs, in order."""
    call_command("migrate", verbosity=0, interactive=False)
    here = list(ProviderHere.objects.order_by("UKPRN").values_list("UKPRN", flat=True))
    for UKPRN in here:
        make_tables(UKPRN)
    return here


def make_tables(UKPRN: int) -> None:
    """Make or change the tables of a provider's store."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {schema_of(UKPRN)}")
    with only_the_store_of(UKPRN):
        call_command("migrate", "store", verbosity=0, interactive=False)


def add_provider(UKPRN: int, name: str, by: str) -> ProviderHere:
    """Give a provider a store here; one that is here keeps its store, and gets the name. Raises ``NotDone``."""
    if not is_ukprn(UKPRN):
        raise NotDone(f"{UKPRN} is no UKPRN. It has eight figures, beginning with 1.")
    make_tables(UKPRN)
    (shared_folder() / str(UKPRN)).mkdir(mode=ONLY_ME, parents=True, exist_ok=True)
    with store_of(UKPRN):
        set_provider(UKPRN, name)
    with transaction.atomic():
        made: ProviderHere = ProviderHere.objects.update_or_create(UKPRN=UKPRN, defaults={"name": name})[0]
        note(ACCOUNTS, by, UKPRN, about="provider added")
    return made


def provider_here(UKPRN: int) -> ProviderHere:
    """A provider of this server. Raises ``NotDone``."""
    found: ProviderHere | None = ProviderHere.objects.filter(UKPRN=UKPRN, ended=False).first()
    if found is None:
        raise NotDone(f"UKPRN {UKPRN} has no store on this server. Add the provider first.")
    return found


def place_of(given: str) -> int | None:
    """A place as a form or a command names it: a UKPRN, or nothing for the authority. Raises ``NotDone``."""
    if not given.strip():
        return None
    if not (given.strip().isdigit() and is_ukprn(int(given))):
        raise NotDone(f"{given} is no UKPRN. It has eight figures, beginning with 1.")
    return int(given)


def first_password() -> str:
    """A password to be told to somebody and changed at once: four groups of four signs."""
    return "-".join("".join(secrets.choice(SIGNS) for _ in range(4)) for _ in range(4))


@whole
def add_account(username: str, name: str, role: str, UKPRN: int | None, by: str) -> tuple[Account, str]:
    """Make an account with its first role, and the password to tell to the person. Raises ``NotDone``."""
    username = username.strip().lower()
    try:
        UnicodeUsernameValidator()(username)
    except ValidationError:
        raise NotDone("Enter an account name of letters, figures and the signs @ . + - _, without blanks.") from None
    if Account.objects.filter(username=username).exists():
        raise NotDone(f"The account name {username} is taken. Choose another one.")
    account, password = Account(username=username, name=name.strip(), new_password=True), first_password()
    account.set_password(password)
    account.save()
    note(ACCOUNTS, by, UKPRN, about=f"account {username} made")
    give_role(account, role, UKPRN, by)
    return account, password


@whole
def give_role(account: Account, role: str, UKPRN: int | None, by: str) -> None:
    """Give an account a role at a provider or (``UKPRN`` None) the authority, in place of its own there.

    Raises ``NotDone``.
    """
    if role not in (AT_THE_AUTHORITY if UKPRN is None else AT_A_PROVIDER):
        where = "the authority" if UKPRN is None else "a provider"
        raise NotDone(f"{role or 'Nothing'} is no role at {where}. Choose one of the list.")
    provider = None if UKPRN is None else provider_here(UKPRN)
    Role.objects.update_or_create(account=account, provider=provider, defaults={"role": role})
    note(ACCOUNTS, by, UKPRN, about=f"account {account.username} is {role}")


@whole
def take_role(account: Account, UKPRN: int | None, by: str) -> None:
    """Take an account's role at a provider or the authority away."""
    Role.objects.filter(account=account, provider__UKPRN=UKPRN).delete()
    note(ACCOUNTS, by, UKPRN, about=f"account {account.username} has no role any more")


@whole
def give_new_password(account: Account, UKPRN: int | None, by: str) -> str:
    """A new password to tell to the person, who must change it at once; who is signed in under the old one is out."""
    password = first_password()
    account.set_password(password)
    account.new_password = True
    account.save(update_fields=("password", "new_password"))
    if apps.is_installed("allauth.mfa"):  # who has lost the telephone has to come in again
        apps.get_model("mfa", "Authenticator").objects.filter(user=account).delete()
    note(ACCOUNTS, by, UKPRN, about=f"account {account.username} got a new password")
    return password


@whole
def change_password(account: Account, password: str) -> None:
    """One's own new password, which was found good."""
    account.set_password(password)
    account.new_password = False
    account.save(update_fields=("password", "new_password"))
    note(ACCOUNTS, account.username, about="own password changed")


@whole
def set_ended(account: Account, ended: bool, UKPRN: int | None, by: str) -> None:
    """End an account, or let it in again."""
    account.is_active = not ended
    account.save(update_fields=("is_active",))
    note(ACCOUNTS, by, UKPRN, about=f"account {account.username} {'ended' if ended else 'let in again'}")


def rights_of(account: Account, UKPRN: int | None) -> frozenset[Right]:
    """What an account may do in a provider's store, or (``UKPRN`` None) at the authority; nothing without a role."""
    held = Role.objects.filter(account=account, account__is_active=True)
    at = held.filter(provider=None) if UKPRN is None else held.filter(provider__UKPRN=UKPRN, provider__ended=False)
    role = at.values_list("role", flat=True).first()
    return RIGHTS[role] if role else frozenset()


def places_of(account: Account) -> list[Role]:
    """Where an account has a role: the authority first, then providers by name."""
    held = Role.objects.filter(account=account).exclude(provider__ended=True).select_related("provider")
    return sorted(held, key=lambda one: (one.provider is not None, one.provider.name if one.provider else ""))


def is_only_of(account: Account, UKPRN: int | None) -> bool:
    """Whether all roles of an account are at one place: who manages that place may then give it a new password."""
    return {role.provider.UKPRN if role.provider else None for role in places_of(account)} <= {UKPRN}
