"""`--graph=embedded` (default), `--graph=neo4j` (our own server; needs Java 17), or a Bolt URI."""

from pathlib import Path

import pytest

pytest_plugins = ["tests.support.engine"]
_FOLDERS = ("unit", "integration", "contract", "property", "e2e", "benchmarks")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--graph",
        default="embedded",
        help="embedded, neo4j, or bolt://… with NEO4J_USERNAME and so on",
    )


def pytest_configure(config: pytest.Config) -> None:
    for folder in _FOLDERS:
        config.addinivalue_line("markers", f"{folder}: stands in tests/{folder}")


@pytest.hookimpl(trylast=True)  # after pytest has grouped the tests by their fixtures
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        folder = item.path.relative_to(here).parts[0]
        if folder in _FOLDERS:
            item.add_marker(folder)
    # They read the whole graph or the whole event log: before others have filled it.
    items.sort(key=lambda item: item.get_closest_marker("whole_graph") is None)
