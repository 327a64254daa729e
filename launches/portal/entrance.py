"""The doors of the house that could tell who has an account, and do not.

Signing up, asking for a code and asking for a new password answer alike for known and
unknown addresses (allauth). What is left is time; here it is evened out.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import forms, views
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path

from launches.models import User


class SignupForm(forms.SignupForm):
    """Hashes the password for a taken address too: it is the longest part of signing up."""

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        if self.account_already_exists:
            User().set_password(self.cleaned_data.get("password1"))
        return super().try_save(request)


def steady(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let answers to what was sent leave on a grid of STEADY_SECONDS.

    allauth's limits by address keep the number of waiting threads small.
    """

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        begun = time.monotonic()
        response = view(request, *args, **kwargs)
        if request.method == "POST" and (grid := settings.STEADY_SECONDS):
            time.sleep(-(time.monotonic() - begun) % grid)
        return response

    return answered


urlpatterns = [
    path("signup/", steady(views.signup), name="account_signup"),
    path("signup/passkey/", steady(views.signup_by_passkey), name="account_signup_by_passkey"),
    path("password/reset/", steady(views.password_reset), name="account_reset_password"),
    path("login/code/", steady(views.request_login_code), name="account_request_login_code"),
    path("login/", steady(views.login), name="account_login"),
]
