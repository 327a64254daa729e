"""What production looks at once more when the site starts."""

import logging

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

log = logging.getLogger(__name__)


def no_demo_people() -> None:
    """Refuse to start on a database with demo log-ins, unless this is the demo.

    Their password is in the README. Raises ImproperlyConfigured. A database that is
    away or not migrated yet is no reason to refuse: then nobody can log in either.
    """
    from launches.models import User

    if settings.DEMO:
        return
    try:
        found = User.objects.filter(is_demo=True).count()
    except DatabaseError as error:
        log.warning("demo log-ins not looked for: %s", type(error).__name__)
        return
    if found:
        raise ImproperlyConfigured(
            f"{found} demo log-ins are in this database. Start production on one without them."
        )
