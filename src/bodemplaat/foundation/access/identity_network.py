"""How the site asks an identity provider: in time, for no more than it needs, and for what an organisation set itself only on the public internet.

Whatever goes wrong on the way ends on a page of ours with words, not in an error.
"""

import ipaddress
import logging
import time
from collections.abc import Callable
from typing import Any, Final

import requests
from allauth.socialaccount import app_settings
from django.conf import settings
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError

from bodemplaat.kernel import is_public

_log = logging.getLogger(__name__)
MOST_BYTES: Final = 1_000_000
"""Of an answer. Keys and claims are some kilobytes; a group claim of thousands of groups stays under it."""
MOST_SECONDS: Final = 15.0
"""Within which the whole of an answer has to be there, however often a little of it comes."""
_AT_ONCE: Final = 65_536
NEEDED: Final = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri", "issuer")
Trouble = Callable[[], Exception]


class NotPublic(requests.ConnectionError):
    """The address leads within our own walls."""


class AskingSession(requests.Session):
    """Asks a provider; ``trouble`` makes what is raised when it does not answer as one does.

    With ``issuer`` it is one that an organisation set: it has to be public and to call itself that.
    """

    def __init__(self, trouble: Trouble, issuer: str = "") -> None:
        super().__init__()
        self.trouble, self.issuer = trouble, issuer
        if issuer:
            self.trust_env = False  # a proxy of ours would lead within our own walls as well
            self.mount("https://", _Guarded())
            self.mount("http://", _Guarded())
        else:
            self.mount("https://", _Bounded())
            self.mount("http://", _Bounded())

    def request(self, method: str, url: str | bytes, **kwargs: Any) -> requests.Response:  # type: ignore[override]  # fewer names
        """Ask, within a time."""
        kwargs.setdefault("timeout", app_settings.REQUESTS_TIMEOUT)
        try:
            answer = super().request(method, url, **kwargs)
        except requests.RequestException as problem:
            _log.warning("the identity provider does not answer: %s", problem)
            raise self.trouble() from problem
        if "/.well-known/" in str(url) and not self._is_discovery(answer):
            _log.warning("the identity provider does not answer as one: %s", url)
            raise self.trouble()
        return answer

    def _is_discovery(self, answer: requests.Response) -> bool:
        try:
            said = answer.json() if answer.ok else None
        except requests.RequestException:
            return False
        if not isinstance(said, dict) or not all(isinstance(said.get(each), str) for each in NEEDED):
            return False
        return not self.issuer or said["issuer"].rstrip("/") == self.issuer


class _Checked:
    """A connection that looks, before anything is said, whom it reached."""

    def _new_conn(self) -> Any:
        wire = super()._new_conn()  # type: ignore[misc]  # of urllib3's connection
        place = ipaddress.ip_address(str(wire.getpeername()[0]).partition("%")[0])
        if is_public(place) or (settings.IDENTITY_PROVIDERS_ON_THIS_MACHINE and place.is_loopback):
            return wire
        wire.close()
        raise NotPublic


class _Plain(_Checked, HTTPConnection):
    pass


class _Sealed(_Checked, HTTPSConnection):
    pass


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SealedPool(HTTPSConnectionPool):
    ConnectionCls = _Sealed


class TooMuch(requests.ConnectionError):
    """The answer is larger, or takes longer, than that of a provider."""


class _Bounded(HTTPAdapter):
    """Reads an answer, also one that leads elsewhere, up to a size and within a time; whoever sends more is left."""

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        answer = super().send(request, *args, **kwargs)
        until, content = time.monotonic() + MOST_SECONDS, bytearray()
        try:
            while more := answer.raw.read1(_AT_ONCE, decode_content=True):
                content += more
                if len(content) > MOST_BYTES or time.monotonic() > until:
                    raise TooMuch("more than an identity provider says")
        except HTTPError as problem:
            answer.close()
            raise requests.ConnectionError(str(problem)) from problem
        except TooMuch:
            answer.close()
            raise
        answer.raw.release_conn()
        answer._content, answer._content_consumed = bytes(content), True  # noqa: SLF001  # requests has no way to hand them over
        return answer


class _Guarded(_Bounded):
    """Goes by TLS, but on this machine where a demo may; and to public places only."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _PlainPool, "https": _SealedPool}

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        if not str(request.url).startswith("https://") and not settings.IDENTITY_PROVIDERS_ON_THIS_MACHINE:
            raise NotPublic
        return super().send(request, *args, **kwargs)
