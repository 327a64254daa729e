"""What pytest uses. The database comes from DATABASE_URL, SQLite otherwise."""

import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import CACHES, DATABASES, REDIS_URL, STORAGES, env

SECRET_KEY = "tests-only"
DEMO = True
STEADY_SECONDS = 0.0
API_RATE_LIMITS = False
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DATA_DIR = Path(tempfile.mkdtemp(prefix="unveil-test-"))
EMAIL_FILE_PATH = DATA_DIR / "outbox"
PRIVATE_ROOT = DATA_DIR / "private"
MEDIA_ROOT = PRIVATE_ROOT / "cms"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir()
if template := env.str("TEST_TEMPLATE", default=""):
    DATABASES["default"]["TEST"] = {"TEMPLATE": template}
if REDIS_URL:  # each process of a test run empties a cache of its own
    place = env.str("PYTEST_XDIST_WORKER", default="gw0").removeprefix("gw")
    CACHES["default"]["LOCATION"] = f"{REDIS_URL.rpartition('/')[0]}/{place}"
STORAGES = {
    **STORAGES,
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(PRIVATE_ROOT), "base_url": None},
    },
}
