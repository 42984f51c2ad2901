"""Tests: as the demo, with messages kept in memory and passwords hashed fast."""

from bodemplaat.project.settings_demo import *  # noqa: F403

EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_USE_FINDERS = False  # or each test client would look through all static files anew
