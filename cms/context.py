"""What every template may name."""

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest

FONTS = "fonts/fonts.css"


def house(request: HttpRequest) -> dict:
    return {"SITE_NAME": settings.SITE_NAME, "DEMO": settings.DEMO, "FONTS_CSS": fonts_css()}


def fonts_css() -> str:
    """The address of the built font sheet, or "" where `build_fonts` has not run.

    Looked up at each page: one stat call, so that fonts built while the server
    runs are used without a restart.
    """
    if not (settings.DATA_DIR / FONTS).exists():
        return ""
    try:
        return staticfiles_storage.url(FONTS)
    except ValueError:
        return ""
