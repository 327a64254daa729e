"""The site as a WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
application = get_wsgi_application()

from cms.startup import no_demo_people  # noqa: E402 -- Django must be set up first

no_demo_people()
