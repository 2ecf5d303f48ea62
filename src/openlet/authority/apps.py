"""The authority as Django knows it."""

from django.apps import AppConfig


class AuthorityConfig(AppConfig):
    """The application ``authority``: its tables are shared, and only the authority's roles see them."""

    name = "openlet.authority"
    label = "authority"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say where personal data lies here."""
        from openlet.authority import keeping
        from openlet.authority.settlement import removing
        from openlet.team.retention import also

        also(keeping.PLACE)
        also(removing.PLACE)
