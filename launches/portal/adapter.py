"""How allauth behaves here."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from babel.dates import format_timedelta
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext_lazy as _

from launches import clock
from launches.domain import accounts, mailing
from launches.mail_kinds import Values
from launches.models import User

# Our kinds of mail by allauth's templates: codes, links (kind, its key in the context), news.
CODES = {
    "account/email/email_confirmation": "account_confirm",
    "account/email/email_confirmation_signup": "account_confirm",
    "account/email/login_code": "account_code",
    "account/email/password_reset_code": "account_code",
}
LINKS = {
    "account/email/password_reset_key": ("account_reset", "password_reset_url"),
    "account/email/unknown_account": ("account_unknown", "signup_url"),
    "account/email/account_already_exists": ("account_exists", "password_reset_url"),
}
CHANGED = {
    "account/email/password_changed": _("Your password was changed"),
    "account/email/password_set": _("A password was set for your account"),
    "account/email/password_reset": _("A new password was set by a link from a mail"),
    "account/email/email_changed": _("Your account has another e-mail address now"),
    "account/email/email_confirm": _("An e-mail address of your account was confirmed"),
    "account/email/email_deleted": _("An e-mail address was taken off your account"),
    "mfa/email/totp_activated": _("An authenticator app was set up for your account"),
    "mfa/email/totp_deactivated": _("The authenticator app of your account was taken off"),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made for your account"),
    "mfa/email/webauthn_added": _("A passkey was added to your account"),
    "mfa/email/webauthn_removed": _("A passkey of your account was taken off"),
}


class AccountAdapter(DefaultAccountAdapter):
    """People are known by e-mail address; their mail is ours, in the language they read."""

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user.language = get_language() or ""
        return super().save_user(request, user, form, commit=commit)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Through the outbox, with words of our own."""
        known = getattr(context.get("user"), "language", "")
        to: dict[str, Any] = {"email": email, "language": known or _reader(), "at": clock.now()}
        if kind := CODES.get(template_prefix):
            lasts = _lasts(kind)
            code = context["code"]
            accounts.write(kind, **to, values=lambda: _for(lasts), secret=code, lasts=lasts)
        elif template_prefix in LINKS:
            kind, key = LINKS[template_prefix]
            _send_link(kind, mailing.at_site(urlsplit(context[key]).path), to)
        else:
            what = CHANGED[template_prefix]
            accounts.write("account_changed", **to, values=lambda: _news(str(what)))


def _send_link(kind: str, link: str, to: dict[str, Any]) -> None:
    """The link that sets a password is a secret; those to a form are none."""
    if kind == "account_reset":
        lasts = _lasts(kind)
        accounts.write(kind, **to, values=lambda: _for(lasts), secret=link, lasts=lasts)
    else:
        accounts.write(kind, **to, values=lambda: {"link": link})


def _lasts(kind: str) -> timedelta:
    """How long allauth takes what the mail carries."""
    seconds = {
        "account_confirm": app_settings.EMAIL_VERIFICATION_BY_CODE_TIMEOUT,
        "account_code": app_settings.LOGIN_BY_CODE_TIMEOUT,
        "account_reset": settings.PASSWORD_RESET_TIMEOUT,
    }
    return timedelta(seconds=seconds[kind])


def _for(lasts: timedelta) -> Values:
    return {"lasts": format_timedelta(lasts, locale=to_locale(_reader()))}


def _news(what: str) -> Values:
    return {
        "what": what,
        "when": f"{clock.now():%Y-%m-%d %H:%M} UTC",
        "link": mailing.address("portal:account"),
    }


def _reader() -> str:
    return get_language() or settings.LANGUAGE_CODE
