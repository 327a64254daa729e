"""What every template may name."""

from django.conf import settings
from django.http import HttpRequest


def house(request: HttpRequest) -> dict:
    return {"SITE_NAME": settings.SITE_NAME, "DEMO": settings.DEMO}
