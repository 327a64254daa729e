"""How allauth behaves here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, override

from launches.models import User


class AccountAdapter(DefaultAccountAdapter):
    """People are known by e-mail address; mail is in the language they read."""

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user.language = get_language() or ""
        return super().save_user(request, user, form, commit=commit)

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Adds our own name and address: behind a proxy the request's may be another."""
        user = context.get("user")
        language = getattr(user, "language", "") or get_language() or settings.LANGUAGE_CODE
        context = {**context, "site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}
        with override(language):
            super().send_mail(template_prefix, email, context)
