"""For a real forum. It refuses to start on an unsafe setting and says which."""

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import DEBUG, STORAGES, env

SECRET_KEY = env.str("SECRET_KEY", default="")
if len(SECRET_KEY) < 40 or SECRET_KEY.startswith(("unveil-demo", "django-insecure")):
    raise ImproperlyConfigured("SECRET_KEY must be set, random, and at least 40 characters long.")
if DEBUG or env.bool("DEBUG", default=False):
    raise ImproperlyConfigured("DEBUG must not be on in production.")
if env.bool("DEMO", default=False):
    raise ImproperlyConfigured("DEMO must not be on in production.")
if env.bool("OUTBOUND_LOOPBACK", default=False):
    raise ImproperlyConfigured("OUTBOUND_LOOPBACK must not be on in production.")

DEMO = False
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$", r"^metrics$"]
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="smtp://localhost:25")
vars().update(EMAIL_CONFIG)
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
