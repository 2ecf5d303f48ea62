"""What all providers share. Only ``openlet.team.services`` writes these tables."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models

from openlet.store.models import OnlyAddedTo
from openlet.team.rights import AT_A_PROVIDER, AT_THE_AUTHORITY

ROLES = [(role, role) for role in (*AT_A_PROVIDER, *AT_THE_AUTHORITY)]


class Account(AbstractUser):
    """A person who signs in. It is ended, never removed: what it did stays under its name.

    ``new_password``: the password was given by somebody else and must be changed first.
    """

    first_name = None
    last_name = None
    name = models.CharField(max_length=150, blank=True)
    new_password = models.BooleanField(default=False)

    REQUIRED_FIELDS: ClassVar[list[str]] = []


class ProviderHere(models.Model):
    """A provider with a store on this server. ``ended``: nobody may open it any more; its records stay."""

    UKPRN = models.PositiveIntegerField(unique=True)
    name = models.CharField(max_length=200)
    ended = models.BooleanField(default=False)


class Role(models.Model):
    """A role of an account: at a provider, or (``provider`` None) at the authority."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="roles")
    provider = models.ForeignKey(ProviderHere, models.PROTECT, null=True, related_name="roles")
    role = models.CharField(max_length=20, choices=ROLES)

    class Meta:
        """One role at a place, and of the kind that the place has."""

        constraints = (
            models.UniqueConstraint(fields=("account", "provider"), name="one_role_at_a_provider"),
            models.UniqueConstraint(
                fields=("account",), condition=models.Q(provider=None), name="one_role_at_the_authority"
            ),
            models.CheckConstraint(
                condition=models.Q(provider=None, role__in=[*AT_THE_AUTHORITY])
                | models.Q(provider__isnull=False, role__in=[*AT_A_PROVIDER]),
                name="a_role_fits_its_place",
            ),
        )


class Token(models.Model):
    """What a program of somebody else's shows instead of an account (``openlet.team.tokens``); written there only.

    It holds for one provider, or (``UKPRN`` None) for the authority: to read what was sent in, and to send where
    ``may_send``. Only the SHA-256 of the token itself is kept. ``expires`` is its last day.
    """

    name = models.CharField(max_length=100)
    UKPRN = models.PositiveIntegerField(null=True, db_index=True)
    may_send = models.BooleanField(default=False)
    sha256 = models.CharField(max_length=64, unique=True)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    expires = models.DateField()
    last_used_at = models.DateTimeField(null=True)
    revoked_by = models.CharField(max_length=150, blank=True)
    revoked_at = models.DateTimeField(null=True)


class Event(models.Model):
    """The log of what people did: sign-ins, personal data seen, exports, decisions. It is only added to.

    ``kind`` is one of ``openlet.team.log``; ``page`` is the name of the address (``openlet.web.urls``), ``about`` what
    it was about, as keys: never a learner's name. ``account`` is who did it, or whose account was tried;
    what was typed and is no account's name is not kept.
    """

    when = models.DateTimeField(auto_now_add=True, db_index=True)
    account = models.CharField(max_length=150, blank=True)
    UKPRN = models.PositiveIntegerField(null=True)
    kind = models.CharField(max_length=20)
    page = models.CharField(max_length=60, blank=True)
    about = models.CharField(max_length=300, blank=True)
    address = models.GenericIPAddressField(null=True)

    objects = OnlyAddedTo.as_manager()

    class Meta:
        """The log of a provider, the newest first."""

        indexes = (models.Index(fields=("UKPRN", "-id"), name="log_of_a_provider"),)

    def save(self, *args: Any, **options: Any) -> None:
        """Add the event; one that is kept already is refused."""
        if self.pk is not None:
            raise TypeError("the log is only added to")
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        """Refuse."""
        raise TypeError("the log is only added to")
