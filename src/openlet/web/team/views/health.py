"""Whether the program and its database answer; nothing of anybody's records is said."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from openlet import __version__


@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """200 with the version where the database answers, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("The database cannot be reached.", status=503, content_type="text/plain")
    return HttpResponse(f"OpenLET {__version__}, database reached", content_type="text/plain")
