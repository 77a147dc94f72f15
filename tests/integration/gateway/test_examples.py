"""The examples of the page run as they stand, for a coordinator, within the limits."""

import pytest

from gateway.examples import EXAMPLES, Example
from tests.integration.gateway.conftest import Served


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.title.en)
async def test_an_example_runs_as_it_stands(served: Served, example: Example) -> None:
    body = (await served.post(example.document, token=served.token())).json()
    assert "errors" not in body
    assert all(value is not None for value in body["data"].values())
    assert body["extensions"]["cost"]["requested"] <= 5000
