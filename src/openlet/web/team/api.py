"""What programs of others may ask for, below /api/v1/: send a return in, and read what was found (docs/api.md).

The guard lets them in by their token; here it is only declared, for the description. What goes wrong is a problem as
JSON. There is no page that shows the description: such pages fetch scripts from elsewhere.
"""

from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from ninja import NinjaAPI, Status
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError
from ninja.security import HttpBearer
from ninja.throttling import AuthRateThrottle

from openlet import __version__
from openlet.authority.arriving import files_in
from openlet.authority.checking import FINDINGS, PAYMENTS, read
from openlet.authority.models import CHECKED, OF_A_PROGRAM, REFUSED, Submission
from openlet.authority.submissions import keep, of_provider, reports_of
from openlet.rules import rule_set
from openlet.spec.years import UnknownYear, Year, calendar, known_years, year_of
from openlet.team.tokens import named
from openlet.web.team.api_shapes import (
    CalendarYear,
    Health,
    Problem,
    Submissions,
    SubmissionShown,
    sent_body,
    shown,
)
from openlet.web.troubles import problem

BEGINS = "api/v1"
ON_A_PAGE = 100
MOST_A_MINUTE = "300/m"  # of one token, in each of the two processes
AGAIN_IN = "2"  # seconds after which to ask whether a check is done
DESCRIBED = """\
Send ILR returns to the combined authority, and read what it found, by the same rules as `openlet check` and
`openlet pay`. Every request shows a token, made by a manager of the provider or an administrator of the authority.
"""


class Token(HttpBearer):
    """The token that the guard has found good."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """The token, by its key."""
        return getattr(request, "openlet_token", None)


class OfAToken(AuthRateThrottle):
    """So many requests of one token in a minute."""

    def get_cache_key(self, request: HttpRequest) -> str:
        """Where they are counted."""
        return f"requests-of-token-{request.openlet_token.pk}"


api = NinjaAPI(
    title="OpenLET", version="1", description=DESCRIBED, openapi_url=None, docs_url=None, auth=Token(),
    throttle=OfAToken(MOST_A_MINUTE), urls_namespace="api",
)  # fmt: skip
REFUSALS = dict.fromkeys((401, 404, 429), Problem)


def addresses() -> list[URLPattern]:
    """The addresses, each with its name: the guard's table has a row for each."""
    patterns, _, _ = api.urls
    named_once = {str(one.name): one for one in patterns if one.name != "api-root"}
    found = {name: path(f"{BEGINS}/{one.pattern}", one.callback, name=name) for name, one in named_once.items()}
    return list(found.values())


@api.get("/openapi.json", url_name="api_description", auth=None, throttle=[], include_in_schema=False)
def description(request: HttpRequest) -> HttpResponse:
    """The OpenAPI description."""
    return JsonResponse(described())


def described() -> dict[str, Any]:
    """The same as it is kept in docs/openapi.json."""
    return dict(api.get_openapi_schema(path_prefix=f"/{BEGINS}"))


@api.get("/health", url_name="api_health", auth=None, throttle=[], response=Health, operation_id="health")
def health(request: HttpRequest) -> dict[str, str]:
    """Whether the server answers, and in which versions. No token is needed."""
    return {"openlet": __version__, "rules": rule_set()}


@api.get("/calendar", url_name="api_calendar", response={200: CalendarYear, **REFUSALS}, operation_id="calendar")
def calendar_of(request: HttpRequest, year: str) -> dict[str, Any]:
    """The returns of an ILR year (such as 2024-25) and the day on which each closes."""
    of = _year(year)
    returns = [{"period": one.period, "closes": one.closes, "status": one.status} for one in calendar(of)]
    return {"year": of.year, "first_day": of.first_day, "last_day": of.last_day, "returns": returns}


@api.post(
    "/submissions",
    url_name="api_submissions",
    response={202: SubmissionShown, 200: SubmissionShown, 413: Problem, 415: Problem, 422: Problem, 403: Problem}
    | REFUSALS,
    operation_id="submit",
    openapi_extra=sent_body(),
)
def submit(request: HttpRequest, response: HttpResponse, name: str = "") -> Any:
    """Send one return in: the XML itself, a ZIP with it, or a form with one file. `name`: its file name.

    202: it is kept and is checked in the background; ask for its address until its state is "checked" or "refused".
    200: the very same file was sent before and counts; this is that submission. 422: it cannot be a return.
    """
    files = list(files_in([_sent(request, name)]))
    if len(files) != 1:
        raise HttpError(422, f"The ZIP holds {len(files)} files. Send each return by itself.")
    token = request.openlet_token
    kept = keep(files, named(token), OF_A_PROGRAM, token.UKPRN)[0]
    one = kept.submission
    if one.state == REFUSED:
        return problem("Refused", one.refusal, 422, submission=one.pk)
    said = shown(one, _address(one))
    response["Location"] = said["address"]
    return Status(202 if kept.is_new else 200, said)


def _sent(request: HttpRequest, name: str) -> tuple[str, bytes]:
    """The name and the bytes of what was sent. Raises ``HttpError``."""
    if request.content_type == "multipart/form-data":
        files = [one for held in request.FILES.lists() for one in held[1]]
        if len(files) != 1:
            raise HttpError(422, f"The form holds {len(files)} files. Send one, as the form's field file.")
        return _plain(name or files[0].name or ""), files[0].read()
    content = request.read(settings.LARGEST_UPLOAD + 1)
    if not content:
        raise HttpError(422, "The request has no content. Send the file as its body.")
    if len(content) > settings.LARGEST_UPLOAD:
        raise HttpError(413, f"The file is larger than {settings.LARGEST_UPLOAD // 2**20} MB. Check what was sent.")
    return _plain(name), content


def _plain(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/")).name


@api.get(
    "/submissions",
    url_name="api_submissions",
    response={200: Submissions, 422: Problem} | REFUSALS,
    operation_id="submissions",
)
def submissions(
    request: HttpRequest, year: str = "", UKPRN: int | None = None, state: str = "", stands: bool = False, page: int = 1
) -> dict[str, Any]:
    """What was sent in, the newest first, narrowed by year, provider, state, and whether it stands; 100 on a page."""
    found = _every(request)
    found = found.filter(year=_year(year).code) if year else found
    found = found.filter(UKPRN=UKPRN) if UKPRN is not None else found
    found = found.filter(state=state) if state else found
    found = found.filter(state=CHECKED, replaced_by=None) if stands else found
    pages = Paginator(found, ON_A_PAGE)
    listed = pages.get_page(page)
    return {
        "count": pages.count,
        "page": listed.number,
        "pages": pages.num_pages,
        "submissions": [shown(one, _address(one)) for one in listed],
    }


@api.get(
    "/submissions/{int:submission}",
    url_name="api_submission",
    response={200: SubmissionShown, **REFUSALS},
    operation_id="submission",
)
def submission_of(request: HttpRequest, submission: int) -> dict[str, Any]:
    """One submission: its state, whether it stands, and what the check counted."""
    one = _one(request, submission)
    return shown(one, _address(one))


@api.get(
    "/submissions/{int:submission}/findings",
    url_name="api_findings",
    response={200: dict[str, Any], 409: Problem, 410: Problem} | REFUSALS,
    operation_id="findings",
)
def findings(request: HttpRequest, submission: int) -> HttpResponse:
    """Every finding on a return: the JSON of `openlet check --format json`."""
    return _document(_one(request, submission), FINDINGS)


@api.get(
    "/submissions/{int:submission}/payments",
    url_name="api_payments",
    response={200: dict[str, Any], 409: Problem, 410: Problem} | REFUSALS,
    operation_id="payments",
)
def payments(request: HttpRequest, submission: int) -> HttpResponse:
    """What would be paid for a return by itself, and why not: the JSON of `openlet pay --format json`."""
    return _document(_one(request, submission), PAYMENTS)


def _document(one: Submission, kind: str) -> HttpResponse:
    """A document of the check, or why there is none."""
    if one.removed_at is not None:
        return problem("Removed", f"What was found was removed on {one.removed_at:%d/%m/%Y}. Its hash stays.", 410)
    if one.state == REFUSED:
        return problem("Refused", f"{one.refusal} Nothing was judged.", 409)
    if one.state != CHECKED:
        answer = problem("Not yet", "The return is still being checked. Ask again in a moment.", 409)
        answer["Retry-After"] = AGAIN_IN
        return answer
    held = read(reports_of(one), kind)
    if held is None:
        return problem("Not known", " ".join(one.outcome["notes"]) or "It is not there. Have it checked again.", 409)
    return HttpResponse(held, content_type="application/json")


def _every(request: HttpRequest) -> "QuerySet[Submission]":
    """What the token lets see: a provider's own, or all."""
    UKPRN = request.openlet_token.UKPRN
    return Submission.objects.order_by("-sent_at", "-id") if UKPRN is None else of_provider(UKPRN)


def _one(request: HttpRequest, key: int) -> Submission:
    found: Submission | None = _every(request).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def _address(one: Submission) -> str:
    return f"/{BEGINS}/submissions/{one.pk}"


def _year(text: str) -> Year:
    try:
        return year_of(text)
    except UnknownYear:
        raise HttpError(422, f"{text} is no year that OpenLET knows. Known are {known_years()}.") from None


# What goes wrong.


@api.exception_handler(Http404)
def _not_there(request: HttpRequest, error: Exception) -> HttpResponse:
    return problem("Not there", "There is no such submission that this token may see. Check the address.", 404)


@api.exception_handler(ValidationError)
def _not_understood(request: HttpRequest, error: ValidationError) -> HttpResponse:
    where = ", ".join(sorted({str(one["loc"][-1]) for one in error.errors}))
    return problem("Not understood", f"{where} cannot be read. See the description of this address.", 422)


@api.exception_handler(HttpError)
def _refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(TITLES.get(error.status_code, "Not done"), str(error), error.status_code)


@api.exception_handler(AuthenticationError)
def _not_let_in(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return problem("Not let in", "Show a token: Authorization: Bearer ...", 401)


@api.exception_handler(Throttled)
def _too_often(request: HttpRequest, error: Throttled) -> HttpResponse:
    wait = str(int(error.wait or 60) + 1)
    answer = problem(
        "Wait", f"This token asks more than {MOST_A_MINUTE[:-2]} times a minute. Wait {wait} seconds.", 429
    )
    answer["Retry-After"] = wait
    return answer


TITLES = {413: "Too large", 422: "Not taken"}
