"""The door of a sign-off: whoever holds the link reads one frozen version, and answers once.

The token in the address is all the right there is, so nothing else is asked: no
session, no cookie, no CSRF token (who could forge the form holds the link already).
Reading changes nothing; mail scanners that open links use up nothing.
"""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import get_resolver, reverse
from django.utils.translation import get_supported_language_variant, override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from launches import clock
from launches.domain import signoff
from launches.enums import SignOffState
from launches.errors import Over, UnveilError
from launches.files import serving
from launches.models import Material, SignOff
from launches.queries import signoffs

from .. import limits
from ..signforms import SignForm
from ..signsheet import placed_of, sheet_of

GUESSES, PERIOD = 30, 600  # wrong links of one place in ten minutes
ANSWERS = 20  # attempts to answer with one link in ten minutes
View = Callable[[HttpRequest, SignOff], HttpResponse]


def signing_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Finds the sign-off of the token, speaks its language, and leaves no trace anywhere."""

    @csrf_exempt
    @wraps(view)
    def answered(request: HttpRequest, token: str, **kwargs: str) -> HttpResponse:
        found = signoffs.by_token(token)
        if found is None:
            return quiet(_wrong_link(request))
        with override(_language(found)):
            return quiet(view(request, found, token, **kwargs))

    return answered


def _wrong_link(request: HttpRequest) -> HttpResponse:
    if limits.too_many(f"signing:{limits.place_of(request)}", most=GUESSES, seconds=PERIOD):
        return _too_many()
    return get_resolver().resolve_error_handler(404)(request, exception=Http404())


def _too_many() -> HttpResponse:
    response = HttpResponse("Too many requests.\n", status=429, content_type="text/plain")
    response.headers["Retry-After"] = str(PERIOD)
    return response


def _language(sign_off: SignOff) -> str:
    try:
        return get_supported_language_variant(sign_off.language)
    except LookupError:
        return settings.LANGUAGE_CODE


def quiet(response: HttpResponse) -> HttpResponse:
    """Kept by no cache, found by no search engine, told to no site that is linked to."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


@signing_view
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, sign_off: SignOff, token: str) -> HttpResponse:
    """Show the version; on POST write the answer down. Afterwards show the answer only."""
    if request.method != "POST":
        return _draw(request, sign_off, token)
    if limits.too_many(f"signed:{sign_off.uid}", most=ANSWERS, seconds=PERIOD):
        return _too_many()
    form = SignForm(request.POST)
    if form.is_valid():
        try:
            _answer(request, sign_off, form.cleaned_data)
        except Over:
            sign_off.refresh_from_db()
            return _draw(request, sign_off, token, status=409)
        except UnveilError as error:
            form.refuse(error)
        else:
            return redirect("signing:sheet", token=token)
    return _draw(request, sign_off, token, form=form, status=422)


def _answer(request: HttpRequest, sign_off: SignOff, said: dict[str, str]) -> None:
    signoff.decide(sign_off, **said, address=limits.kept_address(request), at=clock.now())


def _draw(
    request: HttpRequest,
    sign_off: SignOff,
    token: str,
    *,
    form: SignForm | None = None,
    status: int = 200,
) -> HttpResponse:
    state = sign_off.state(at=clock.now())
    context = {"sign_off": sign_off, "launch": sign_off.launch, "state": state}
    if state != SignOffState.WAITING:
        return render(request, "portal/signing/over.html", context, status=status)
    context["sheet"] = sheet_of(sign_off, href=_href(token))
    context["form"] = form or SignForm()
    return render(request, "portal/signing/sheet.html", context, status=status)


def _href(token: str) -> Callable[[str, str], str]:
    return lambda uid, extension: reverse("signing:file", args=[token, uid, extension])


@signing_view
@require_safe
def file(
    request: HttpRequest, sign_off: SignOff, token: str, uid: str, extension: str
) -> HttpResponse:
    """A picture or file of exactly this version, while the link works."""
    if sign_off.state(at=clock.now()) != SignOffState.WAITING:
        return serving.absent()
    document = signoff.sealed_document(sign_off)
    for row, material in placed_of(sign_off, document):
        if stored := _stored(material, row.get("crops") or "", uid, extension):
            answer = serving.serve(request, stored, name=material.filename, etag=uid)
            return answer or serving.absent()
    return serving.absent()


def _stored(material: Material, crops: str, uid: str, extension: str) -> serving.Stored | None:
    """The original, or a rendition as this version cuts it; cuts made later are absent."""
    if (material.uid, material.extension) == (uid, extension):
        return serving.Stored(material.original, material.content_type, material.bytes)
    for row in material.renditions_for(crops):
        if (row.uid, row.extension) == (uid, extension):
            return serving.Stored(row.file, row.content_type, row.bytes)
    return None
