"""Settings of a worker in a test: as for tests, with a real mail server on this machine."""

import os

from bodemplaat.project.settings_test import *  # noqa: F403

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = "127.0.0.1"
EMAIL_PORT = int(os.environ["TEST_MAIL_PORT"])
EMAIL_TIMEOUT = 2
EMAIL_USE_TLS = False
INSTALLED_APPS = [*INSTALLED_APPS, *([os.environ["TEST_TASKS"]] if os.environ.get("TEST_TASKS") else [])]  # noqa: F405
