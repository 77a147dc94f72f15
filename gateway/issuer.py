"""The development issuer: keys of its own in the data folder, tokens for the demo's roles.

It never serves production: `gateway.settings.load` refuses that.
"""

import json
import os
import secrets
import time
from pathlib import Path
from typing import Any

from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

from gateway.settings import Settings
from gateway.words import Refused

HOURS = 8.0
"""How long a token is good (default; operate.md 1)."""
_LONGEST_H = 24.0 * 30


class DevelopmentIssuer:
    """Signs tokens with the key `keys/issuer.json` of a data folder (ES256, mode 0600)."""

    def __init__(self, settings: Settings) -> None:
        if settings.in_production or not settings.issues_tokens:
            raise Refused(
                "当前设置使用外部身份提供方，开发用签发者已停用。请向身份提供方获取令牌。",
                "Tokens come from your identity provider here; the development issuer is off. "
                "Ask the provider for a token.",
            )
        self._issuer, self._audience = settings.issuer, settings.oidc_audience
        self._key = _key_of(settings.data / "keys")

    @property
    def keys(self) -> KeySet:
        """The public half, as a key set."""
        return KeySet.import_key_set(self.public())

    def public(self) -> Any:
        """Return the key set that verifies, as JSON data (RFC 7517)."""
        return KeySet([self._key]).as_dict(private=False)

    def token(self, subject: str, *, hours: float = HOURS, now: float | None = None) -> str:
        """Return a bearer token for `subject`.

        Args:
            subject: the member's `subject`.
            hours: how long it is good, up to 30 days.
            now: the instant it is issued, Unix seconds; the clock's by default.

        Raises:
            Refused: `hours` is none.
        """
        if not 0 < hours <= _LONGEST_H:
            raise Refused(
                "有效期应大于 0 且不超过 720 小时。",
                "A token is good for more than 0 and up to 720 hours.",
            )
        issued = int(time.time() if now is None else now)
        claims = {
            "iss": self._issuer,
            "aud": self._audience,
            "sub": subject,
            "iat": issued,
            "nbf": issued,
            "exp": issued + int(hours * 3600),
            "jti": secrets.token_urlsafe(9),
        }
        return jwt.encode({"alg": "ES256", "kid": self._key.kid}, claims, self._key, ["ES256"])


def _key_of(folder: Path) -> ECKey:
    """Return the key kept in `folder`; a new one where there is none or its file is torn."""
    file = folder / "issuer.json"
    try:
        return ECKey.import_key(json.loads(file.read_text("utf-8")))
    except (FileNotFoundError, ValueError):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = ECKey.generate_key("P-256", {"use": "sig", "alg": "ES256"}, auto_kid=True)
    half = folder / f"issuer.json.{os.getpid()}"
    with os.fdopen(os.open(half, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w") as out:
        json.dump(key.as_dict(private=True), out)
    try:
        os.link(half, file)  # the first of two that start at once wins; both read its key
    except FileExistsError:
        try:
            return ECKey.import_key(json.loads(file.read_text("utf-8")))
        except ValueError:
            half.replace(file)  # torn
            return key
    finally:
        half.unlink(missing_ok=True)
    return key
