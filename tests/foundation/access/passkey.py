"""A passkey in software: makes and proves credentials as a browser with a security key would."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

FLAG = AuthenticatorData.FLAG
USER_PRESENT_AND_VERIFIED = FLAG.UP | FLAG.UV
HOLDS_CREDENTIAL = FLAG.AT


@dataclass
class Passkey:
    """One key on one device, for one site."""

    site: str = "testserver"
    identity: bytes = b"sleutel-van-een-toets"
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    count: int = 0

    def registered(self, challenge: str = "AAAA") -> dict[str, Any]:
        """The answer to a request to make a credential, as JSON."""
        held = AttestedCredentialData.create(
            Aaguid.NONE, self.identity, ES256.from_cryptography_key(self.key.public_key())
        )
        told = AuthenticatorData.create(
            self._hash, USER_PRESENT_AND_VERIFIED | HOLDS_CREDENTIAL, self.count, held
        )
        attested = AttestationObject.create("none", told, {})
        return self._answer(
            {
                "clientDataJSON": websafe_encode(self._client("webauthn.create", challenge)),
                "attestationObject": websafe_encode(attested),
            },
            {"credProps": {"rk": True}},
        )

    def proved(self, challenge: str, user: str) -> dict[str, Any]:
        """The answer to a request to prove that one holds the key, as JSON."""
        self.count += 1
        told = AuthenticatorData.create(self._hash, USER_PRESENT_AND_VERIFIED, self.count)
        client = self._client("webauthn.get", challenge)
        signature = self.key.sign(bytes(told) + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            {
                "clientDataJSON": websafe_encode(client),
                "authenticatorData": websafe_encode(told),
                "signature": websafe_encode(signature),
                "userHandle": websafe_encode(user.encode()),
            },
            {},
        )

    @property
    def _hash(self) -> bytes:
        return hashlib.sha256(self.site.encode()).digest()

    def _client(self, act: str, challenge: str) -> bytes:
        told = {"type": act, "challenge": challenge, "origin": f"https://{self.site}", "crossOrigin": False}
        return json.dumps(told).encode()

    def _answer(self, response: dict[str, str], extensions: dict[str, Any]) -> dict[str, Any]:
        identity = websafe_encode(self.identity)
        return {
            "id": identity,
            "rawId": identity,
            "type": "public-key",
            "response": response,
            "clientExtensionResults": extensions,
            "authenticatorAttachment": "platform",
        }
