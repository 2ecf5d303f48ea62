"""The store as Django knows it."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """The application ``store``."""

    name = "openlet.store"
    label = "store"
    default_auto_field = "django.db.models.BigAutoField"
