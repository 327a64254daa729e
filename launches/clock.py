"""The one place that reads the time.

Every domain act takes `at` from here, so that tests can move it and so that one
request sees one instant.
"""

from datetime import datetime

from django.utils import timezone


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return timezone.now()
