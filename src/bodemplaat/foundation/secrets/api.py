"""The door of this room: the rows that a room keeps of secrets and refusals, and what is done with them.

Each room has its own tables of them, its own rules on who may, and its own lines in the trail.
"""

from bodemplaat.foundation.secrets.keeping import (
    digest_of,
    end_secrets,
    make_way,
    new_secret,
    opens,
    secrets_shown,
)
from bodemplaat.foundation.secrets.models import Refusal, Secret
from bodemplaat.foundation.secrets.refusing import forget_earlier, refusals_shown
from bodemplaat.foundation.secrets.sealing import sealed, unsealed
from bodemplaat.foundation.secrets.values import RefusalView, SecretView

__all__ = [
    "Refusal",
    "RefusalView",
    "Secret",
    "SecretView",
    "digest_of",
    "end_secrets",
    "forget_earlier",
    "make_way",
    "new_secret",
    "opens",
    "refusals_shown",
    "sealed",
    "secrets_shown",
    "unsealed",
]
