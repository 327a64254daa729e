"""What `make run` uses: the embedded default with the demo forum."""

from .base import *  # noqa: F403
from .base import DATA_DIR, env

DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=True)
SECRET_KEY = env.str("SECRET_KEY", default="unveil-demo-only-not-for-production")
ALLOWED_HOSTS = ["*"]
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "outbox"
OUTBOUND_LOOPBACK = env.bool("OUTBOUND_LOOPBACK", default=True)  # a receiver of one's own, to try
