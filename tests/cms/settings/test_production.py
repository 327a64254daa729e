"""Production refuses to start on anything unsafe, and says on what."""

import os
import subprocess
import sys

import pytest
from django.conf import settings as django_settings
from django.core.exceptions import ImproperlyConfigured

from cms.startup import no_demo_people
from tests.factories import UserFactory

GOOD = {
    "DJANGO_SETTINGS_MODULE": "cms.settings.production",
    "SECRET_KEY": "x9" * 30,
    "ALLOWED_HOSTS": "forum.example",
    "SITE_URL": "https://forum.example/",
}


def start(**changes: str) -> str:
    env = {
        "PATH": os.environ["PATH"],
        **{name: value for name, value in {**GOOD, **changes}.items() if value},
    }
    code = (
        "import django; django.setup(); from django.conf import settings;"
        "print('started at', settings.SITE_URL)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=env,
        cwd=django_settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "started at https://forum.example\n"),
        ({"SECRET_KEY": ""}, "SECRET_KEY must be set"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY must be set"),
        ({"SECRET_KEY": "unveil-demo-only-not-for-production-" + "x" * 40}, "SECRET_KEY must be"),
        ({"DEBUG": "1"}, "DEBUG must not be on"),
        ({"DEMO": "1"}, "DEMO must not be on"),
        ({"OUTBOUND_LOOPBACK": "1"}, "OUTBOUND_LOOPBACK must not be on"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS"),
    ],
)
def test_production_starts_only_on_safe_settings(changes, words):
    said = start(**changes)
    assert words in said
    assert ("started" in said) == words.startswith("started")


@pytest.mark.django_db
def test_production_refuses_demo_people(settings):
    UserFactory(is_demo=True)
    no_demo_people()  # the tests run in demo mode
    settings.DEMO = False
    with pytest.raises(ImproperlyConfigured, match="1 demo log-ins"):
        no_demo_people()
    django_user = UserFactory._meta.model
    django_user.objects.filter(is_demo=True).delete()
    no_demo_people()
