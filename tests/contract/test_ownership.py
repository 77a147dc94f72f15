"""Every root field and field of an entity is served by one owner; nothing is lost in between."""

from typing import Any

import pytest
from strawberry.types import get_object_definition

from schema.build import ALL_ENTITIES, Mutation, Query, hub, subgraph
from schema.ownership import OWNERS, owner_of
from schema.projection import is_value_type, key_names

SERVED = (Query, Mutation, *ALL_ENTITIES)


def definition(cls: type) -> Any:
    return get_object_definition(cls, strict=True)


@pytest.mark.parametrize("cls", SERVED, ids=lambda cls: cls.__name__)
def test_each_field_has_an_owner(cls: type) -> None:
    known = definition(cls)
    unserved = [f.python_name for f in known.fields if owner_of(known, f) not in OWNERS]
    assert unserved == []


@pytest.mark.parametrize("cls", ALL_ENTITIES, ids=lambda cls: cls.__name__)
def test_an_entity_is_known_by_its_id_alone_and_stands_with_its_owner(cls: Any) -> None:
    assert key_names(definition(cls)) == {"id"}
    assert cls.__module__.split(".")[1] == cls.__owner__


def test_each_field_is_served_by_exactly_one_owner() -> None:
    served: dict[str, list[str]] = {}
    for owner in OWNERS:
        part = subgraph(owner)
        for cls in SERVED:
            known = part._schema.type_map.get(definition(cls).name)
            for name in getattr(known, "fields", ()):
                served.setdefault(f"{definition(cls).name}.{name}", []).append(owner)
    twice = {at: owners for at, owners in served.items() if len(owners) > 1}
    plumbing = ("._service", "._entities")
    assert {at for at in twice if not at.endswith((".id", *plumbing))} == set()
    whole = {f"{t.name}.{f}" for t in roots_and_entities() for f in t.fields}
    assert whole - served.keys() == set()


def test_types_without_owner_are_values() -> None:
    names = {definition(cls).name for cls in SERVED}
    converter = hub().schema_converter.type_map.values()
    others = [t.definition for t in converter if hasattr(t.definition, "fields")]
    owned = [d.name for d in others if d.name not in names and not is_value_type(d)]
    assert owned == []


def roots_and_entities() -> list[Any]:
    return [hub()._schema.type_map[definition(cls).name] for cls in SERVED]
