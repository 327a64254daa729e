"""The door of a sign-off: whoever holds the link reads one frozen version, and answers once.

The token in the address is all the right there is, so nothing else is asked: no
session, no cookie, no CSRF token (who could forge the form holds the link already).
Reading changes nothing; mail scanners that open links use up nothing.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from launches import clock
from launches.domain import signoff
from launches.enums import SignOffState
from launches.errors import Over, UnveilError
from launches.files import serving
from launches.models import SignOff
from launches.queries import signoffs

from .. import limits
from ..signforms import SignForm
from ..signsheet import placed_of, sheet_of
from ..tokens import PERIOD, door, stored_in, too_many

ANSWERS = 20  # attempts to answer with one link in ten minutes
signing_view = door("signing", signoffs.by_token)


@csrf_exempt
@signing_view
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, sign_off: SignOff, token: str) -> HttpResponse:
    """Show the version; on POST write the answer down. Afterwards show the answer only."""
    if request.method != "POST":
        return _draw(request, sign_off, token)
    if limits.too_many(f"signed:{sign_off.uid}", most=ANSWERS, seconds=PERIOD):
        return too_many()
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
        if stored := stored_in(material, row.get("crops") or "", uid, extension):
            answer = serving.serve(request, stored, name=material.filename, etag=uid)
            return answer or serving.absent()
    return serving.absent()
