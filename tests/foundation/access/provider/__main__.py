"""Starts the provider: ``python -m tests.foundation.access.provider PORT``."""

import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.foundation.access.provider.settings"
django.setup()

from allauth.account.models import EmailAddress  # noqa: E402  # models need the settings first
from allauth.idp.oidc.models import Client  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from tests.foundation.access.provider.settings import TOLD  # noqa: E402

call_command("migrate", verbosity=0, run_syncdb=True, skip_checks=True)
client = Client(
    id=TOLD["client"]["id"],
    name="Bodemplaat",
    scopes="openid\nprofile\nemail",
    redirect_uris=TOLD["client"]["callback"],
)
client.set_secret(TOLD["client"]["secret"])
client.save()
for name, person in TOLD["people"].items():
    user = User.objects.create_user(name, person["email"], person["password"])
    EmailAddress.objects.create(user=user, email=person["email"], verified=person["verified"], primary=True)
call_command("runserver", f"127.0.0.1:{sys.argv[1]}", "--noreload", "--skip-checks")
