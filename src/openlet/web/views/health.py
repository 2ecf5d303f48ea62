"""Whether the program answers; nothing of the store is said."""

from django.http import HttpRequest, HttpResponse

from openlet import __version__


def health(request: HttpRequest) -> HttpResponse:
    """The name and version of the program."""
    return HttpResponse(f"OpenLET {__version__}", content_type="text/plain")
