"""A small provider of OpenID Connect on this machine: discovery, keys, the code flow with PKCE, and a page to sign in on.

It says of people what it is told to say, the truth or not: whoever manages a provider can let it say anything.
"""

import base64
import hashlib
import html
import json
import secrets
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

PAGE = """<!doctype html><html lang="nl"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title><main><h1>{title}</h1><form method="post" action="/sign-in?{query}">
<label>Gebruikersnaam <input name="login" required></label> <button>Verder</button></form></main></html>"""


@dataclass
class IdentityProvider:
    """``address`` is its issuer · ``people`` maps a name to what is said of them · ``asked`` is every question for a sign-in."""

    title: str
    client: str = "bodemplaat"
    secret: str = field(default_factory=secrets.token_urlsafe)
    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    says_issuer: str = ""
    """What it calls itself in an id token, where that is not its address."""

    def __post_init__(self) -> None:
        self._key = rsa.generate_private_key(65537, 2048)
        self._codes: dict[str, tuple[dict[str, str], str]] = {}
        self._tokens: dict[str, str] = {}
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"

    def knows(self, name: str, email: str, **odd: Any) -> None:
        """Let somebody sign in here by a name; ``odd`` is said over the truth."""
        subject = hashlib.sha256(f"{self.address}{name}".encode()).hexdigest()[:20]
        self.people[name] = {"sub": subject, "email": email, "email_verified": True, **odd}

    def discovery(self) -> dict[str, Any]:
        """What stands at ``/.well-known/openid-configuration``."""
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "userinfo_endpoint": f"{self.address}/userinfo",
            "jwks_uri": f"{self.address}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            "code_challenge_methods_supported": ["S256"],
        }

    def keys(self) -> dict[str, Any]:
        """The public key."""
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self._key.public_key()))
        return {"keys": [{**public, "kid": "one", "use": "sig", "alg": "RS256"}]}

    def back(self, question: Mapping[str, str], name: str) -> str:
        """Where whoever signed in is sent back to: with a code, or with a refusal for somebody unknown."""
        answer = {"state": question["state"]}
        if name in self.people:
            code = secrets.token_urlsafe()
            self._codes[code] = (dict(question), name)
            answer["code"] = code
        else:
            answer["error"] = "access_denied"
        return f"{question['redirect_uri']}?{urlencode(answer)}"

    def tokens(self, asked: Mapping[str, str]) -> tuple[int, dict[str, Any]]:
        """Exchange a code, once, by whoever knows the secret and the answer to the challenge."""
        if (asked.get("client_id"), asked.get("client_secret")) != (self.client, self.secret):
            return 401, {"error": "invalid_client"}
        question, name = self._codes.pop(asked.get("code", ""), ({}, ""))
        verifier = hashlib.sha256(asked.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(verifier).rstrip(b"=").decode()
        if not name or challenge != question.get("code_challenge"):
            return 400, {"error": "invalid_grant"}
        if asked.get("redirect_uri") != question["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        now, access = int(time.time()), secrets.token_urlsafe()
        self._tokens[access] = name
        claims = {
            "iss": self.says_issuer or self.address,
            "aud": self.client,
            "iat": now,
            "exp": now + 300,
            **self.people[name],
        }
        token = jwt.encode(claims, self._key, algorithm="RS256", headers={"kid": "one"})
        return 200, {"access_token": access, "token_type": "Bearer", "expires_in": 300, "id_token": token}

    def userinfo(self, token: str) -> tuple[int, dict[str, Any]]:
        """What is said of whoever a token is about."""
        name = self._tokens.get(token)
        return (200, self.people[name]) if name else (401, {"error": "invalid_token"})


@contextmanager
def an_identity_provider(title: str) -> Iterator[IdentityProvider]:
    """One that answers until the end of the block."""
    provider = IdentityProvider(title)
    threading.Thread(
        target=provider.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
    ).start()
    try:
        yield provider
    finally:
        provider.server.shutdown()
        provider.server.server_close()


def _handler(provider: IdentityProvider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if parts.path == "/.well-known/openid-configuration":
                self._json(200, provider.discovery())
            elif parts.path == "/jwks":
                self._json(200, provider.keys())
            elif parts.path == "/userinfo":
                token = self.headers.get("Authorization", "").removeprefix("Bearer ")
                self._json(*provider.userinfo(token))
            elif parts.path == "/authorize":
                provider.asked.append(_flat(parts.query))
                page = PAGE.format(title=html.escape(provider.title), query=html.escape(parts.query))
                self._answer(200, "text/html; charset=utf-8", page.encode())
            else:
                self._json(404, {})

        def do_POST(self) -> None:
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            if parts.path == "/token":
                self._json(*provider.tokens(_flat(body)))
            elif parts.path == "/sign-in":
                self.send_response(303)
                self.send_header("Location", provider.back(_flat(parts.query), _flat(body)["login"]))
                self.end_headers()
            else:
                self._json(404, {})

        def _json(self, status: int, content: Mapping[str, Any]) -> None:
            self._answer(status, "application/json", json.dumps(content).encode())

        def _answer(self, status: int, kind: str, content: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            pass

    return Handler


def _flat(query: str) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(query).items()}
