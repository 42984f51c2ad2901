"""Settings of a real installation. Everything that differs per installation comes from the environment
(docs/reference/configuration.md); ``settings_demo`` and ``settings_test`` change only what they must.
"""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from bodemplaat.foundation.database.api import database_settings, replica_settings

PACKAGE = Path(__file__).resolve().parent.parent


def _needed(name: str) -> str:
    try:
        return os.environ[name]
    except KeyError:
        raise ImproperlyConfigured(
            f"Set {name} in the environment (docs/reference/configuration.md)."
        ) from None


DEBUG = False
SECRET_KEY = _needed("BODEMPLAAT_SECRET_KEY")
ALLOWED_HOSTS = [host for host in os.environ.get("BODEMPLAAT_HOSTS", "").split(",") if host]
API_CONTACT = os.environ.get("BODEMPLAAT_API_CONTACT", "")  # told in the document of the interface
IDENTITY_PROVIDERS_ON_THIS_MACHINE = False  # only a demo and tests sign in at their own machine
WEBHOOKS_TO_THIS_MACHINE = False  # only a demo and tests send to their own machine
PUBLIC_ADDRESS = os.environ.get("BODEMPLAAT_ADDRESS", "").rstrip("/")
CSRF_TRUSTED_ORIGINS = [PUBLIC_ADDRESS] if PUBLIC_ADDRESS else []
DEMO = False
DEMO_COOPERATIONS = 0
DESK_CHECK_DAYS = int(os.environ.get("BODEMPLAAT_DESK_CHECK_DAYS", "7"))  # the desk's own term for a claim

INSTALLED_APPS = [
    "bodemplaat.foundation.retention",
    "bodemplaat.foundation.proposals",
    "bodemplaat.foundation.rules",
    "bodemplaat.foundation.organisations",
    "bodemplaat.foundation.access",
    "bodemplaat.foundation.audit",
    "bodemplaat.foundation.imports",
    "bodemplaat.foundation.contacts",
    "bodemplaat.foundation.directory",
    "bodemplaat.foundation.clients",
    "bodemplaat.foundation.outbox",
    "bodemplaat.foundation.webhooks",
    "bodemplaat.foundation.backup",
    "bodemplaat.foundation.documents",
    "bodemplaat.foundation.notices",
    "bodemplaat.foundation.privacy",
    "bodemplaat.foundation.charts",
    "bodemplaat.foundation.reports",
    "bodemplaat.foundation.design",
    "bodemplaat.capabilities.ledger",
    "bodemplaat.capabilities.division",
    "bodemplaat.capabilities.catalogue",
    "bodemplaat.capabilities.knowledge",
    "bodemplaat.capabilities.clock",
    "bodemplaat.capabilities.agreements",
    "bodemplaat.capabilities.performance",
    "bodemplaat.capabilities.cases",
    "bodemplaat.capabilities.mailbox",
    "bodemplaat.capabilities.payments",
    "bodemplaat.capabilities.orders",
    "bodemplaat.capabilities.invoices",
    "bodemplaat.capabilities.sales",
    "bodemplaat.capabilities.billing",
    "bodemplaat.capabilities.claims",
    "bodemplaat.capabilities.model_files",
    "bodemplaat.connectors.scim",
    "bodemplaat.connectors.rest",
    "bodemplaat.connectors.tryton",
    "bodemplaat.surfaces.front",
    "bodemplaat.surfaces.selfservice",
    "bodemplaat.surfaces.desk",
    "bodemplaat.surfaces.board",
    "bodemplaat.surfaces.founding",
    "bodemplaat.surfaces.calculator",
    "bodemplaat.surfaces.services",
    "bodemplaat.surfaces.knowledge",
    "bodemplaat.surfaces.performance",
    "bodemplaat.surfaces.books",
    "bodemplaat.surfaces.cases",
    "bodemplaat.surfaces.invoices",
    "bodemplaat.surfaces.orders",
    "bodemplaat.surfaces.sales",
    "bodemplaat.surfaces.billing",
    "bodemplaat.surfaces.agreements",
    "bodemplaat.surfaces.search",
    "bodemplaat.surfaces.style_guide",
    "bodemplaat.project",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",  # the list of passkeys uses it
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_cotton",
    "django_htmx",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "bodemplaat.presentation",  # last: its catalogs say what engines and formats say, and give way to a room's own
]

MIDDLEWARE = [
    "bodemplaat.surfaces.front.middleware.bodies.head_as_get",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "bodemplaat.surfaces.front.middleware.headers.content_security_policy",
    "bodemplaat.surfaces.front.middleware.refusals.Unreadable",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "bodemplaat.surfaces.front.middleware.bodies.refuse_large_bodies",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "bodemplaat.foundation.access.middleware.actor_middleware",
    "bodemplaat.surfaces.front.middleware.bodies.head_leaves_nothing",
    "bodemplaat.surfaces.front.middleware.refusals.Refusals",
]

ROOT_URLCONF = "bodemplaat.project.urls"
WSGI_APPLICATION = "bodemplaat.project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "bodemplaat.foundation.design.context.design",
                "bodemplaat.foundation.access.context.own_providers",
            ],
        },
    }
]

# One database, two roles: the site queries as the application, only migrations run as the owner (ADR 0005).
DATABASES = {
    "default": database_settings(os.environ.get("DATABASE_URL", "postgresql://localhost/bodemplaat"))
}
PREPARED_STATEMENTS = os.environ.get("BODEMPLAAT_PREPARED") != "off"  # some poolers do not know them
if "BODEMPLAAT_OWNER_URL" in os.environ:
    DATABASES["owner"] = database_settings(os.environ["BODEMPLAAT_OWNER_URL"])
if "BODEMPLAAT_REPORTS_URL" in os.environ:  # a replica; what is read from it: ADR 0118
    DATABASES["reports"] = replica_settings(os.environ["BODEMPLAAT_REPORTS_URL"])
REPORTS_LAG = int(os.environ.get("BODEMPLAAT_REPORTS_LAG", "30"))  # seconds
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PGHISTORY_APPEND_ONLY = True

# Shared by all workers. The counters that lock out guessing stand in "default" and nothing else does: what fills a cache
# of pictures must never push one out.
CACHES = {
    "default": {
        "BACKEND": "bodemplaat.foundation.access.counters.CounterCache",
        "LOCATION": "access_cache",
    },
    "pictures": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "charts_cache",
        "OPTIONS": {"MAX_ENTRIES": 2000},
    },
}

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

ALLAUTH_TRUSTED_PROXY_COUNT = int(
    os.environ.get("BODEMPLAAT_PROXIES", "1")
)  # whose X-Forwarded-For is believed
ACCOUNT_ADAPTER = "bodemplaat.foundation.access.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
# Wrong passwords, counted by account and place, by place (a town hall is one), by account wherever from, and by known
# device.
ACCOUNT_RATE_LIMITS = {
    "login": "600/m/ip",
    "login_failed_here": "5/5m/key",
    "login_failed_place": "200/10m/ip",
    "login_failed_account": "50/h/key",
    "login_failed_device": "10/10m/key",
    "code_failed": "5/5m/key",  # of the second factor, by account, on devices that it is not known on
    "code_failed_device": "5/5m/key",
    "login_failed": "200/h/key",  # all codes of an account; the two above stop long before
}
ACCOUNT_REAUTHENTICATION_REQUIRED = True
MFA_ADAPTER = "bodemplaat.foundation.access.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Bodemplaat"
MFA_FORMS = {
    "authenticate": "bodemplaat.foundation.access.forms.CodeForm",
    "reauthenticate": "bodemplaat.foundation.access.forms.CodeAgainForm",
    "add_webauthn": "bodemplaat.foundation.access.forms.AddKeyForm",
    "edit_webauthn": "bodemplaat.foundation.access.forms.RenameKeyForm",
}
SOCIALACCOUNT_ADAPTER = "bodemplaat.foundation.access.identity.IdentityAdapter"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5  # seconds that a page waits for a word of the identity provider
SOCIALACCOUNT_LOGIN_ON_GET = (
    True  # a form that leads to the provider would be stopped by our form-action policy
)
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "organisatie",
                "name": os.environ.get("BODEMPLAAT_OIDC_NAME", "Uw organisatie"),
                "client_id": os.environ["BODEMPLAAT_OIDC_CLIENT_ID"],
                "secret": os.environ.get("BODEMPLAAT_OIDC_SECRET", ""),
                "settings": {"server_url": _needed("BODEMPLAAT_OIDC_SERVER")},
            }
        ]
        if "BODEMPLAAT_OIDC_CLIENT_ID" in os.environ
        else [],
    }
}

OIDC_ORGANISATIONS = tuple(
    name.strip() for name in os.environ.get("BODEMPLAAT_OIDC_ORGANISATIONS", "").split(";") if name.strip()
)
"""The organisations whose people come in by the identity provider; none named: all, so it has to be that of all of them."""

SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "bodemplaat.foundation.design.views.csrf_failure"
LANGUAGE_COOKIE_SECURE = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("BODEMPLAAT_STATIC_ROOT", PACKAGE.parent.parent / "staticfiles"))
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "bodemplaat.foundation.design.finders.FontFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # no file is ever kept on disk
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

EMAIL_HOST = os.environ.get("BODEMPLAAT_SMTP_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("BODEMPLAAT_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("BODEMPLAAT_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("BODEMPLAAT_SMTP_PASSWORD", "")
EMAIL_TIMEOUT = 15  # seconds that the worker waits for a word of the mail server; no page ever waits for it
EMAIL_USE_TLS = os.environ.get("BODEMPLAAT_SMTP_TLS", "yes") == "yes"
DEFAULT_FROM_EMAIL = os.environ.get("BODEMPLAAT_MAIL_FROM", "bodemplaat@localhost")

# E-mail that comes in for a desk: read from a maildir, off where none is named.
MAIL_FOLDER = os.environ.get("BODEMPLAAT_MAIL_FOLDER", "")
INVOICE_FOLDER = os.environ.get(
    "BODEMPLAAT_INVOICE_FOLDER", ""
)  # into which invoices are delivered: a maildir for each organisation, by its id
FOLDERS_HERE = (
    os.environ.get("BODEMPLAAT_FOLDERS_HERE", "yes") != "no"
)  # "no": another machine has both folders
MAIL_ADDRESS = os.environ.get(
    "BODEMPLAAT_MAIL_ADDRESS", ""
)  # what a case is answered at: zaak@… becomes zaak+TOKEN@…
MAIL_PROVEN_BY = os.environ.get("BODEMPLAAT_MAIL_PROVEN_BY", "")  # whose Authentication-Results are believed
MAIL_AN_HOUR = int(os.environ.get("BODEMPLAAT_MAIL_AN_HOUR", "20"))  # messages of one sender
INVOICE_MAIL_AN_HOUR = int(
    os.environ.get("BODEMPLAAT_INVOICE_MAIL_AN_HOUR", "200")
)  # of one supplier, to an address for invoices

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "bodemplaat.project.logs.WithoutWords",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
