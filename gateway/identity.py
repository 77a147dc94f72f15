"""Who asks: bearer tokens checked, their subjects turned into viewers (api.md 2.9)."""

import asyncio
import base64
import json
import time
import urllib.request
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Protocol

from joserfc import jwt
from joserfc.errors import (
    ClaimError,
    ExpiredTokenError,
    InvalidKeyIdError,
    JoseError,
    MissingClaimError,
)
from joserfc.jwk import KeySet

from gateway.words import Words
from graph.viewer import Viewer

ALGORITHMS = ["ES256", "RS256", "PS256"]
LEEWAY_S = 30
"""How far clocks may differ, seconds (default; api.md 2.9)."""
KEYS_KEPT_S = 300.0
"""After how long an issuer's keys are fetched anew, seconds (default; api.md 2.9)."""
VIEWER_KEPT_S = 30.0
"""How long a viewer's roles are kept, seconds (default; domain.md 2)."""
_VIEWERS_KEPT = 10_000
_REFETCH_S = 10.0
_FETCH_S = 5.0
_LARGEST_TOKEN = 8_192
_LARGEST_ANSWER = 1_000_000

Fetch = Callable[[str], Awaitable[Any]]
"""Gets a JSON document by address; raises OSError or ValueError."""


class TokenRefused(Exception):
    """A token that is not accepted; the request ends with 401."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.words = Words(zh, en)


class IssuerSilent(Exception):
    """The issuer's keys are not known and it does not answer; the request ends with 503."""


class KeySource(Protocol):
    """Where the keys that verify come from."""

    async def for_key(self, kid: str | None) -> KeySet:
        """Return the key set in which `kid` should be found."""
        ...


@dataclass(frozen=True, slots=True)
class OwnKeys:
    """The keys of the development issuer."""

    keys: KeySet

    async def for_key(self, kid: str | None) -> KeySet:  # noqa: ARG002  there is one set
        """Return them."""
        return self.keys


class IssuerKeys:
    """The keys of an OIDC issuer: kept five minutes, fetched anew for an unknown key id.

    The old set is used while the issuer is down. Fetches are at least ten seconds apart, so that
    invented key ids do not make us ask it again and again.
    """

    def __init__(
        self,
        issuer: str,
        *,
        fetch: Fetch | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._issuer, self._clock = issuer.rstrip("/"), clock
        self._fetch = fetch or _fetch
        self._keys: KeySet | None = None
        self._fetched = self._tried = float("-inf")
        self._one = asyncio.Lock()

    async def for_key(self, kid: str | None) -> KeySet:
        """Return the issuer's keys, new enough and with `kid` in them if it has such a key.

        Raises:
            IssuerSilent: none were ever had and it does not answer.
        """
        if self._wants(kid):
            async with self._one:
                if self._wants(kid):
                    await self._renew()
        if self._keys is None:
            raise IssuerSilent(self._issuer)
        return self._keys

    def _wants(self, kid: str | None) -> bool:
        now = self._clock()
        if now - self._tried < _REFETCH_S:
            return False
        known = self._keys is not None and (
            kid is None or any(key.kid == kid for key in self._keys)
        )
        return not known or now - self._fetched > KEYS_KEPT_S

    async def _renew(self) -> None:
        self._tried = self._clock()
        try:
            about = await self._fetch(f"{self._issuer}/.well-known/openid-configuration")
            self._keys = KeySet.import_key_set(await self._fetch(about["jwks_uri"]))
        except (OSError, ValueError, KeyError, TypeError, JoseError):
            return  # the old set is kept; `for_key` says so if there is none
        self._fetched = self._tried


@dataclass(frozen=True, slots=True)
class Checker:
    """Says whose a token is.

    Attributes:
        keys: where the keys come from.
        issuer: the one `iss` that is accepted.
        audience: what `aud` must name.
        clock: Unix seconds.
    """

    keys: KeySource
    issuer: str
    audience: str
    clock: Callable[[], float] = time.time

    async def subject_of(self, token: str) -> str:
        """Return the subject of a valid token.

        Raises:
            TokenRefused: it is none, not of our issuer, not for us, expired, or not yet good.
            IssuerSilent: it cannot be checked now.
        """
        if len(token) > _LARGEST_TOKEN:
            raise TokenRefused("令牌过长。", "The token is too long.")
        keys = await self.keys.for_key(_key_id(token))
        try:
            claims = jwt.decode(token, keys, ALGORITHMS).claims
            self._check(claims)
        except ExpiredTokenError as error:
            raise TokenRefused(
                "令牌已过期，请重新登录。", "The token has expired; sign in again."
            ) from error
        except MissingClaimError as error:
            raise _refused_for(error.claim, "") from error
        except ClaimError as error:
            raise _refused_for(error.claim, error.claim) from error
        except InvalidKeyIdError as error:
            raise TokenRefused(
                "令牌的签名密钥不属于本服务信任的签发者。",
                "The token is signed with a key we do not know.",
            ) from error
        except (JoseError, ValueError, TypeError) as error:
            raise TokenRefused(
                "令牌无效：格式或签名不正确。",
                "The token is not valid: its form or its signature is wrong.",
            ) from error
        return str(claims["sub"])

    def _check(self, claims: dict[str, Any]) -> None:
        registry = jwt.JWTClaimsRegistry(
            now=int(self.clock()),
            leeway=LEEWAY_S,
            iss={"essential": True, "value": self.issuer},
            aud={"essential": True, "value": self.audience},
            sub={"essential": True},
            exp={"essential": True},
            nbf={"essential": True},
        )
        registry.validate(claims)


def _refused_for(claim: str, wrong: str) -> TokenRefused:
    """Return the refusal for a claim; `wrong` is the claim again if it is there."""
    texts = {
        "aud": ("令牌不是发给本服务的（aud）。", "The token is meant for another service (aud)."),
        "iss": (
            "令牌不是由本服务信任的签发者签发（iss）。",
            "The token is of an issuer we do not trust (iss).",
        ),
        "nbf": ("令牌尚未生效。", "The token is not good yet."),
        "iat": ("令牌尚未生效。", "The token is not good yet."),
    }
    other = (f"令牌缺少或写错了 {claim}。", f"The token lacks or misstates {claim}.")
    return TokenRefused(*texts.get(wrong, other))


def _key_id(token: str) -> str | None:
    """Return the key id a token names, unchecked; None where it names none."""
    head = token.partition(".")[0]
    try:
        header = json.loads(base64.urlsafe_b64decode(head + "=" * (-len(head) % 4)))
        kid = header.get("kid")
    except (ValueError, AttributeError):  # no base64, no JSON, no object
        return None
    return kid if isinstance(kid, str) else None


async def _fetch(address: str) -> Any:
    """Get a JSON document over http(s)."""

    def get() -> Any:
        request = urllib.request.Request(address, headers={"Accept": "application/json"})  # noqa: S310
        with urllib.request.urlopen(request, timeout=_FETCH_S) as answer:  # noqa: S310  settings checked it
            return json.loads(answer.read(_LARGEST_ANSWER))

    return await asyncio.to_thread(get)


class Viewers:
    """Turns subjects into viewers, each read from the graph at most every 30 s."""

    def __init__(
        self,
        read: Callable[[str], Awaitable[Viewer | None]],
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._read, self._clock = read, clock
        self._kept: OrderedDict[str, tuple[float, Viewer | None]] = OrderedDict()

    async def of(self, subject: str) -> Viewer | None:
        """Return the viewer with this subject; None if no member signs in with it."""
        at, viewer = self._kept.get(subject, (float("-inf"), None))
        if self._clock() - at < VIEWER_KEPT_S:
            return viewer
        viewer = await self._read(subject)
        self._kept[subject] = (self._clock(), viewer)
        self._kept.move_to_end(subject)
        if len(self._kept) > _VIEWERS_KEPT:
            self._kept.popitem(last=False)
        return viewer

    def forget(self) -> None:
        """Read everybody anew: the graph behind may be another one."""
        self._kept.clear()


def bearer_of(authorization: str) -> str | None:
    """Return the token of an `Authorization` header; None where there is none at all.

    Raises:
        TokenRefused: another scheme than Bearer, or no token after it.
    """
    if not authorization.strip():
        return None
    scheme, _, token = authorization.strip().partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise TokenRefused(
            "Authorization 应为 “Bearer 令牌”。", 'Authorization must be "Bearer <token>".'
        )
    return token.strip()
