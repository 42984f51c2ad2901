"""Settings of a site in a browser test that begins with nothing: no demo. A worker mails its letters (``tests.workers``)."""

from bodemplaat.project.settings_demo import *  # noqa: F403

DEMO = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
