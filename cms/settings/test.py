"""What pytest uses. The database comes from DATABASE_URL, SQLite otherwise."""

import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import STORAGES

SECRET_KEY = "tests-only"
DEMO = True
STEADY_SECONDS = 0.0
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DATA_DIR = Path(tempfile.mkdtemp(prefix="unveil-test-"))
EMAIL_FILE_PATH = DATA_DIR / "outbox"
PRIVATE_ROOT = DATA_DIR / "private"
MEDIA_ROOT = PRIVATE_ROOT / "cms"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir()
STORAGES = {
    **STORAGES,
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(PRIVATE_ROOT), "base_url": None},
    },
}
