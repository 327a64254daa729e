"""Who comes through the companies' door, and how it answers those who may not."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ObjectDoesNotExist
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import get_resolver
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from launches import clock, rules
from launches.errors import NoRoom, NotAllowed, Stale, UnveilError
from launches.models import Launch, User

View = Callable[..., HttpResponse]


def portal_view(view: View) -> View:
    """A page for signed-in people: never stored by a cache, absent and others' alike."""

    @wraps(view)
    @never_cache
    @login_required
    def answered(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.user.language:
            remember_language(request.user, get_language() or "")
        try:
            return view(request, *args, **kwargs)
        except (Http404, ObjectDoesNotExist) as error:
            return get_resolver().resolve_error_handler(404)(request, exception=error)

    return answered


def json_view(view: View) -> View:
    """The same for scripts: every refusal is a JSON object with code and message."""

    @wraps(view)
    @never_cache
    def answered(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            message = _("You are signed out. Your words are kept in this browser.")
            return JsonResponse({"code": "signed_out", "message": message}, status=401)
        try:
            return view(request, *args, **kwargs)
        except (Http404, ObjectDoesNotExist):
            message = _("This launch is not here. Your words are kept in this browser.")
            return JsonResponse({"code": "not_found", "message": message}, status=404)
        except UnveilError as error:
            return refusal(error)

    return answered


def try_to(request: HttpRequest, act: Callable[[], object], *, said: str) -> bool:
    """Do something and say so on the next page, or say why not. False where it was refused."""
    try:
        act()
    except UnveilError as error:
        messages.error(request, error.in_words)
        return False
    messages.success(request, said)
    return True


def form_page(
    request: HttpRequest,
    form: Form,
    act: Callable[..., object],
    *,
    said: str,
    to: str,
    template: str,
    context: Callable[[], dict],
) -> HttpResponse:
    """A page with one form: `act` gets what is in it, and what it refuses stands at the fields.

    `said` is the message on the page `to`, an address. `context` is asked only where the
    page is drawn.
    """
    if request.method == "POST" and form.is_valid():
        try:
            act(**form.cleaned_data, by=request.user, at=clock.now())
        except UnveilError as error:
            add_errors(form, error)
        else:
            messages.success(request, said)
            return redirect(to)
    status = 422 if form.errors else 200
    return render(request, template, {**context(), "form": form}, status=status)


def add_errors(form: Form, error: UnveilError) -> None:
    """A domain refusal at its fields; at the form where it names none of them."""
    for name, text in error.fields.items() or [(None, error.message)]:
        form.add_error(name if name in form.fields else None, str(text))


def refusal(error: UnveilError) -> JsonResponse:
    """A domain refusal as JSON: 403 for rights, 409 for the second, 507 without room, else 422."""
    statuses = ((NotAllowed, 403), (Stale, 409), (NoRoom, 507))
    status = next((number for kind, number in statuses if isinstance(error, kind)), 422)
    body = {"code": error.code, "message": str(error.message)}
    if error.fields:
        body["fields"] = {name: str(text) for name, text in error.fields.items()}
    return JsonResponse(body, status=status)


def remember_language(user: User, language: str) -> None:
    """Mail is written in it: first what they signed up or read here in, then what they choose.

    Skips a language that we do not speak.
    """
    if language in dict(settings.LANGUAGES) and user.language != language:
        User.objects.filter(pk=user.pk).update(language=language)
        user.language = language


def why_not(user: User, launch: Launch) -> str:
    """Why a member cannot write just now, in words; empty where they can."""
    if rules.may_edit(user, launch):
        return ""
    if not rules.is_writer(user, launch):
        return _("You can read this launch but not change it: your role is viewer.")
    return {
        "submitted": _("It has been handed in. The editors have it now; you can still read it."),
        "in_review": _("The editors are reading it. If something should change, they will ask."),
        "approved": _("It is approved. To change something now, propose it to the editors."),
        "withdrawn": _("It is withdrawn. Reopen it to go on writing."),
        "rejected": _("It was not accepted, so it cannot be changed."),
        "killed": _("It has been recalled, so it cannot be changed."),
    }.get(launch.state, _("It cannot be changed now."))
