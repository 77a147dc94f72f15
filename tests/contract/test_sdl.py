"""The committed SDL is what the code makes; a client may rely on the file."""

import pytest

from schema.build import SDL, sdl_of
from schema.ownership import OWNERS


@pytest.mark.parametrize("name", ["hub", *OWNERS])
def test_the_committed_sdl_is_the_generated_one(name: str) -> None:
    committed = (SDL / f"{name}.graphql").read_text("utf-8")
    assert committed == sdl_of(name), (
        "Run `hub sdl` and look at the difference before you commit it."
    )


def test_nothing_else_lies_beside_them() -> None:
    assert {path.name for path in SDL.iterdir()} == {f"{name}.graphql" for name in ("hub", *OWNERS)}
