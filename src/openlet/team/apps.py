"""The team as Django knows it."""

from django.apps import AppConfig


class TeamConfig(AppConfig):
    """The application ``team``: its tables are shared by all providers."""

    name = "openlet.team"
    label = "team"
    default_auto_field = "django.db.models.BigAutoField"
