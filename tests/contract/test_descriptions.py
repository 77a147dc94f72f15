"""Everything a client may read says what it is, in sentences (api.md 2.1)."""

from collections.abc import Iterator
from typing import Any

from graphql import is_introspection_type, is_specified_scalar_type

from schema.build import hub


def described_things() -> Iterator[tuple[str, str | None]]:
    """Yield (place, description) of every type, field, argument and enum value of the hub."""
    for name, kind in hub()._schema.type_map.items():
        if is_introspection_type(kind) or is_specified_scalar_type(kind):
            continue
        yield name, kind.description
        parts: Any = {
            **(getattr(kind, "fields", None) or {}),
            **(getattr(kind, "values", None) or {}),
        }
        for part, thing in parts.items():
            yield f"{name}.{part}", thing.description
            for argument, value in (getattr(thing, "args", None) or {}).items():
                yield f"{name}.{part}({argument})", value.description


def test_everything_is_described() -> None:
    assert [place for place, text in described_things() if not text] == []


def test_every_description_ends_with_a_full_stop() -> None:
    loose = [(place, text) for place, text in described_things() if text and text[-1] not in ".?"]
    assert loose == []


def test_descriptions_are_text_for_readers_not_python() -> None:
    odd = [
        (place, text)
        for place, text in described_things()
        if text and ("Args:" in text or "Raises:" in text or "schema." in text or "graph." in text)
    ]
    assert odd == []
