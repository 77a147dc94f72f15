import stat
from pathlib import Path
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey, RSAKey

from gateway.identity import (
    Checker,
    IssuerKeys,
    IssuerSilent,
    OwnKeys,
    TokenRefused,
    Viewers,
    bearer_of,
)
from gateway.issuer import DevelopmentIssuer
from gateway.settings import Settings, load
from gateway.words import Refused
from graph.viewer import Viewer

NOW = 1_800_000_000


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load({}, data=tmp_path)


@pytest.fixture
def issuer(settings: Settings) -> DevelopmentIssuer:
    return DevelopmentIssuer(settings)


def a_checker(issuer: DevelopmentIssuer, *, now: float = NOW) -> Checker:
    keys = OwnKeys(issuer.keys)
    return Checker(keys, "urn:three-lists-hub:development", "three-lists-hub", lambda: now)


def a_token(key: Any, algorithm: str = "ES256", **changed: object) -> str:
    claims = {
        "iss": "https://id.example",
        "aud": "three-lists-hub",
        "sub": "s1",
        "nbf": NOW,
        "exp": NOW + 60,
    } | changed
    claims = {name: value for name, value in claims.items() if value is not None}
    return jwt.encode({"alg": algorithm, "kid": key.kid}, claims, key, [algorithm])


async def test_a_token_of_the_development_issuer_names_its_subject(
    issuer: DevelopmentIssuer,
) -> None:
    token = issuer.token("demo-planner", now=NOW)
    assert await a_checker(issuer).subject_of(token) == "demo-planner"


async def test_tokens_outlive_a_restart_and_the_key_is_for_its_owner_alone(
    settings: Settings, issuer: DevelopmentIssuer
) -> None:
    token = issuer.token("demo-planner", now=NOW)
    again = DevelopmentIssuer(settings)
    assert await a_checker(again).subject_of(token) == "demo-planner"
    file = settings.data / "keys" / "issuer.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [one.name for one in file.parent.iterdir()] == ["issuer.json"]


def test_a_torn_key_file_is_replaced(settings: Settings, issuer: DevelopmentIssuer) -> None:
    file = settings.data / "keys" / "issuer.json"
    file.write_text('{"kty": "EC", "cr')
    assert DevelopmentIssuer(settings).public() != issuer.public()


def test_what_is_published_holds_no_private_part(issuer: DevelopmentIssuer) -> None:
    (key,) = issuer.public()["keys"]
    assert "d" not in key
    assert (key["kty"], key["alg"], key["use"]) == ("EC", "ES256", "sig")


@pytest.mark.parametrize("hours", [0, -1, 721, float("nan")])
def test_a_token_is_good_for_hours_not_for_ever(issuer: DevelopmentIssuer, hours: float) -> None:
    with pytest.raises(Refused):
        issuer.token("s1", hours=hours)


def test_the_development_issuer_is_off_where_another_one_is_trusted(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        DevelopmentIssuer(load({"HUB_OIDC_ISSUER": "https://id.example"}, data=tmp_path))
    with pytest.raises(Refused):
        DevelopmentIssuer(Settings(environment="production", data=tmp_path))


@pytest.mark.parametrize(
    ("_case", "later_s", "zh"),
    [
        ("within the leeway", 8 * 3600 + 29, ""),
        ("past it", 8 * 3600 + 31, "令牌已过期，请重新登录。"),
        ("before it is good", -31, "令牌尚未生效。"),
        ("nearly good", -29, ""),
    ],
)
async def test_clocks_may_differ_by_thirty_seconds(
    issuer: DevelopmentIssuer, _case: str, later_s: int, zh: str
) -> None:
    checker, token = a_checker(issuer, now=NOW + later_s), issuer.token("s1", now=NOW)
    if not zh:
        assert await checker.subject_of(token) == "s1"
        return
    with pytest.raises(TokenRefused) as caught:
        await checker.subject_of(token)
    assert caught.value.words.zh == zh


ES, RS = ECKey.generate_key("P-256", auto_kid=True), RSAKey.generate_key(2048, auto_kid=True)
OUTSIDE = Checker(
    OwnKeys(KeySet([ES, RS])), "https://id.example", "three-lists-hub", lambda: float(NOW)
)


@pytest.mark.parametrize(("key", "algorithm"), [(ES, "ES256"), (RS, "RS256"), (RS, "PS256")])
async def test_three_algorithms_are_taken(key: Any, algorithm: str) -> None:
    assert await OUTSIDE.subject_of(a_token(key, algorithm)) == "s1"


async def test_an_audience_may_be_one_of_several() -> None:
    assert await OUTSIDE.subject_of(a_token(ES, aud=["other", "three-lists-hub"])) == "s1"


@pytest.mark.parametrize(
    ("_case", "token", "en"),
    [
        ("another audience", a_token(ES, aud="other"), "another service"),
        ("another issuer", a_token(ES, iss="https://evil.example"), "issuer we do not trust"),
        ("no audience", a_token(ES, aud=None), "aud"),
        ("no end", a_token(ES, exp=None), "exp"),
        ("no beginning", a_token(ES, nbf=None), "nbf"),
        ("nobody", a_token(ES, sub=None), "sub"),
        (
            "a key we do not know",
            a_token(ECKey.generate_key("P-256", auto_kid=True)),
            "do not know",
        ),
        ("an algorithm not taken", a_token(RS, "RS512"), "not valid"),
        ("a shared secret", a_token(OctKey.generate_key(256, auto_kid=True), "HS256"), ""),
        ("a signature cut short", a_token(ES)[:-4], "signature is wrong"),
        ("no signature at all", "eyJhbGciOiJub25lIn0.e30.", ""),
        ("garbage", "garbage", "not valid"),
        ("dots", "..", "not valid"),
        ("a list for a header", "W10.e30.e30", "not valid"),
        ("beyond reason", "x" * 9000, "too long"),
        ("not ASCII", "é.é.é", "not valid"),
    ],
)
async def test_a_token_that_is_not_ours_is_refused(_case: str, token: str, en: str) -> None:
    with pytest.raises(TokenRefused) as caught:
        await OUTSIDE.subject_of(token)
    assert en in caught.value.words.en
    assert caught.value.words.zh.endswith("。")


class Issuer:
    """A stand-in for an OIDC provider: outside of us, so it may be faked."""

    def __init__(self, *keys: Any) -> None:
        self.keys, self.asked, self.is_up = list(keys), 0, True

    async def fetch(self, address: str) -> Any:
        if not self.is_up:
            raise OSError(address)
        if address.endswith("/.well-known/openid-configuration"):
            return {"jwks_uri": "https://id.example/keys"}
        self.asked += 1
        return KeySet(self.keys).as_dict(private=False)


async def _known(keys: IssuerKeys, kid: str | None) -> bool:
    return any(key.kid == kid for key in await keys.for_key(kid))


async def test_keys_are_kept_five_minutes_and_fetched_anew_for_an_unknown_id() -> None:
    new = ECKey.generate_key("P-256", auto_kid=True)
    provider, now = Issuer(ES), [0.0]
    keys = IssuerKeys("https://id.example/", fetch=provider.fetch, clock=lambda: now[0])
    assert await _known(keys, ES.kid)
    now[0] = 299
    assert await _known(keys, ES.kid)
    assert provider.asked == 1
    provider.keys.append(new)
    assert await _known(keys, new.kid)
    assert provider.asked == 2
    now[0] = 600
    assert await _known(keys, ES.kid)
    assert provider.asked == 3


async def test_invented_key_ids_do_not_make_us_ask_again_and_again() -> None:
    provider, now = Issuer(ES), [0.0]
    keys = IssuerKeys("https://id.example", fetch=provider.fetch, clock=lambda: now[0])
    for number in range(50):
        assert not await _known(keys, f"invented {number}")
    assert provider.asked == 1


async def test_the_old_keys_serve_while_the_issuer_is_down() -> None:
    provider, now = Issuer(ES), [0.0]
    keys = IssuerKeys("https://id.example", fetch=provider.fetch, clock=lambda: now[0])
    assert await _known(keys, ES.kid)
    provider.is_up, now[0] = False, 10_000
    assert await _known(keys, ES.kid)


async def test_an_issuer_that_never_answered_is_said_to_be_silent() -> None:
    provider = Issuer(ES)
    provider.is_up = False
    with pytest.raises(IssuerSilent):
        await IssuerKeys("https://id.example", fetch=provider.fetch).for_key(ES.kid)


async def test_a_viewer_is_read_at_most_every_thirty_seconds() -> None:
    read, now = list[str](), [0.0]

    async def viewer(subject: str) -> Viewer | None:
        read.append(subject)
        return Viewer(id=f"mb_{subject}") if subject == "s1" else None

    viewers = Viewers(viewer, clock=lambda: now[0])
    assert await viewers.of("s1") == Viewer(id="mb_s1")
    assert await viewers.of("nobody") is None
    now[0] = 29
    await viewers.of("s1")
    await viewers.of("nobody")
    assert read == ["s1", "nobody"]
    now[0] = 31
    await viewers.of("s1")
    assert read == ["s1", "nobody", "s1"]


@pytest.mark.parametrize(
    ("header", "token"), [("", None), ("  ", None), ("Bearer abc", "abc"), ("bearer  abc ", "abc")]
)
def test_the_token_of_a_header(header: str, token: str | None) -> None:
    assert bearer_of(header) == token


@pytest.mark.parametrize("header", ["Basic YTpi", "Bearer", "abc", "Bearer "])
def test_another_way_to_sign_in_is_refused(header: str) -> None:
    with pytest.raises(TokenRefused):
        bearer_of(header)
