from pathlib import Path

import pytest

from gateway.settings import SETTINGS, Settings, load, table
from gateway.words import Refused


def test_nothing_set_gives_a_development_hub_on_loopback() -> None:
    settings = load({})
    assert (settings.host, settings.port, settings.neo4j_uri) == ("127.0.0.1", 8000, "")
    assert settings.issues_tokens
    assert settings.issuer == "urn:three-lists-hub:development"
    assert settings.url == "http://127.0.0.1:8000"


def test_an_unknown_hub_name_is_an_error_that_names_the_nearest() -> None:
    with pytest.raises(Refused) as caught:
        load({"HUB_PROT": "9"})
    assert (
        caught.value.words.zh == "没有名为 HUB_PROT 的设置；最接近的是 HUB_PORT。请改正或取消它。"
    )
    assert "the nearest is HUB_PORT" in caught.value.words.en
    assert caught.value.exit_code == 2


def test_a_name_of_somebody_else_is_none_of_our_business() -> None:
    assert load({"HOME": "/x", "GITHUB_TOKEN": "x"}) == Settings()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("HUB_PORT", "eighty"),
        ("HUB_PORT", "0"),
        ("HUB_PORT", "65536"),
        ("HUB_READS", "-1"),
        ("HUB_ENV", "prod"),
        ("HUB_HEAP", "lots"),
        ("HUB_LOG", "xml"),
        ("HUB_TRACE", "yes"),
        ("HUB_OPERATIONS", "all"),
        ("HUB_PUBLIC_URL", "hub.example"),
        ("HUB_OIDC_ISSUER", "http://id.example"),
        ("NEO4J_URI", "http://127.0.0.1:7474"),
        ("NEO4J_PASSWORD_FILE", "/nowhere/at/all"),
    ],
)
def test_a_value_that_is_none_is_named_with_what_it_must_be(name: str, text: str) -> None:
    with pytest.raises(Refused) as caught:
        load({name: text})
    assert f"{name}={text}" in caught.value.words.zh
    assert f"{name}={text} is not valid; it must be " in caught.value.words.en


def test_what_the_command_line_says_wins() -> None:
    settings = load({"HUB_PORT": "9000", "HUB_DATA": "/a"}, port=9001, data=Path("/b"), host=None)
    assert (settings.port, settings.data, settings.host) == (9001, Path("/b"), "127.0.0.1")


def test_a_secret_comes_from_its_file_and_never_shows(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("hunter2\n")
    settings = load({"NEO4J_PASSWORD_FILE": str(file), "HUB_ROUTER_KEY_FILE": str(file)})
    assert (settings.neo4j_password, settings.router_key) == ("hunter2", "hunter2")
    assert "hunter2" not in repr(settings)


def test_production_refuses_the_development_issuer() -> None:
    with pytest.raises(Refused) as caught:
        load({"HUB_ENV": "production"})
    assert "HUB_OIDC_ISSUER" in caught.value.words.zh
    assert "HUB_OIDC_ISSUER" in caught.value.words.en


def test_production_hides_what_is_for_developers() -> None:
    environ = {"HUB_ENV": "production", "HUB_OIDC_ISSUER": "https://id.example"}
    assert not load(environ).shows_schema
    assert not load(environ).shows_explorer
    assert load(environ | {"HUB_INTROSPECTION": "1", "HUB_GRAPHIQL": "1"}).shows_schema
    assert load({}).shows_explorer


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ({"HUB_HOST": "0.0.0.0"}, "http://127.0.0.1:8000"),  # noqa: S104  what somebody may set
        ({"HUB_HOST": "::1", "HUB_PORT": "81"}, "http://[::1]:81"),
        ({"HUB_PUBLIC_URL": "https://hub.example/"}, "https://hub.example"),
    ],
)
def test_the_address_for_browsers(given: dict[str, str], url: str) -> None:
    assert load(given).url == url


def test_the_table_of_the_guide_names_every_setting() -> None:
    for language in ("zh", "en"):
        text = table(language)
        assert all(f"| `{setting.name}` |" in text for setting in SETTINGS)
    assert len({setting.name for setting in SETTINGS}) == len(SETTINGS)
