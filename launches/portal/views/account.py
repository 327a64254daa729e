"""A person's own page: who they are here, and how they sign in."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from launches.models import User

from ..access import portal_view
from ..forms import PersonForm


@portal_view
def account(request: HttpRequest) -> HttpResponse:
    """Name and language of the mail, with the way to everything else about the account."""
    user = request.user
    known = {"name": user.name, "language": user.language or get_language()}
    form = PersonForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        User.objects.filter(pk=user.pk).update(**form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("portal:account")
    kinds = list(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    context = {
        "form": form,
        "memberships": user.memberships.select_related("company").order_by("company__name"),
        "passkeys": kinds.count(Authenticator.Type.WEBAUTHN),
        "has_totp": Authenticator.Type.TOTP in kinds,
        "sessions": UserSession.objects.filter(user=user).count(),
    }
    return render(request, "portal/account.html", context, status=422 if form.errors else 200)
