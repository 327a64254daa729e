"""What the account pages ask of an address: WebAuthn knows names, never numbers."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from django import template
from django.conf import settings

register = template.Library()


@register.filter
def needs_a_name(host: str) -> bool:
    """Whether a page was asked for by an IP address, where no passkey can be made or used.

    Source: W3C Web Authentication Level 2, 5.1.2 (an RP ID is a domain).
    """
    return _number(host) is not None


@register.filter
def by_name(host: str) -> str:
    """The same house by its name: localhost for the machine itself, else SITE_URL's host."""
    number = _number(host)
    if number is None or not number.is_loopback:
        return urlsplit(settings.SITE_URL).netloc
    port = urlsplit(f"//{host}").port
    return f"localhost:{port}" if port else "localhost"


def _number(host: str):
    try:
        return ip_address(urlsplit(f"//{host}").hostname or "")
    except ValueError:
        return None
