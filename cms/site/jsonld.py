"""A released launch for search engines, as schema.org data within a page."""

import json
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from launches.models import Edition
from launches.queries import jsonld

ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def article(item: dict[str, Any], edition: Edition, *, at: datetime) -> SafeString:
    """The launch in the page's language, as text that is safe inside a script element."""
    data = jsonld.page(item, edition, at=at)
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(ESCAPES))
