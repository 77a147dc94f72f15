import pytest

from gateway.words import language_of_environment, language_of_header


@pytest.mark.parametrize(
    ("accept", "language"),
    [
        ("", "zh"),
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("fr, en;q=0.4, zh;q=0.5", "zh"),
        ("zh;q=0.2, en;q=0.8", "en"),
        ("zh-Hant-TW", "zh"),
        ("de", "zh"),
        ("en;q=0", "zh"),
        ("en;q=nonsense", "en"),
        ("*", "zh"),
    ],
)
def test_the_language_of_a_request_is_the_one_it_prefers(accept: str, language: str) -> None:
    assert language_of_header(accept) == language


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "zh"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "C.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, "zh"),
    ],
)
def test_the_language_of_a_terminal_is_that_of_its_locale(
    environ: dict[str, str], language: str
) -> None:
    assert language_of_environment(environ) == language
