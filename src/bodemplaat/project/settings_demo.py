"""The demo: one click per role, http on this machine, messages in an inbox page. Never for real data."""

import os

os.environ.setdefault("BODEMPLAAT_SECRET_KEY", "only for a demo on this machine")

from bodemplaat.project.settings import *  # noqa: F403

DEMO = True
IDENTITY_PROVIDERS_ON_THIS_MACHINE = True
WEBHOOKS_TO_THIS_MACHINE = True
DEMO_COOPERATIONS = int(os.environ.get("BODEMPLAAT_DEMO_COOPERATIONS", "4"))
"""Until so many are there, the page to sign in on says that more are coming; an empty demo expects none."""
INSTALLED_APPS = ["bodemplaat.rehearsal", *INSTALLED_APPS]  # noqa: F405
ALLOWED_HOSTS = ["*"]
PUBLIC_ADDRESS = os.environ.get("BODEMPLAAT_ADDRESS", "http://127.0.0.1:8000")
CSRF_TRUSTED_ORIGINS = []
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
LANGUAGE_COOKIE_SECURE = False
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
ALLAUTH_TRUSTED_PROXY_COUNT = 0
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"  # the inbox page shows every message
MAIL_ADDRESS = os.environ.get("BODEMPLAAT_MAIL_ADDRESS", "zaak@servicecentrum.example")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
STATIC_ROOT = None  # type: ignore[assignment]  # whitenoise serves from the finders
