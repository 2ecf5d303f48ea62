"""The rule pack in force is looked at before each request: another process may have loaded one, or taken it off."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from openlet.packs.kept import refresh
from openlet.packs.signed import WrongPack
from openlet.store.basis import shared_folder


class InForce:
    """Answer with the pack in force; where it is not the one that was loaded, nothing is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        try:
            refresh(shared_folder())
        except WrongPack as error:
            return HttpResponse(str(error), status=503, content_type="text/plain; charset=utf-8")
        return self.get_response(request)
