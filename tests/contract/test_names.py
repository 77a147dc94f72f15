"""Names follow from the acts: a mutation for each, and none beside them."""

import re

from graph.catalogue import ACTS
from schema.acts import public_acts
from schema.build import hub
from schema.describe import camel, pascal

TYPES = hub()._schema.type_map


def test_every_act_people_may_do_has_its_mutation_and_no_other_exists() -> None:
    wanted = {camel(act.name) for act in ACTS.values() if act.by - {"SYS"}}
    assert set(TYPES["Mutation"].fields) == wanted  # pyright: ignore[reportAttributeAccessIssue]


def test_inputs_and_results_are_named_after_their_act() -> None:
    names = {f"{pascal(act.name)}{end}" for act in public_acts() for end in ("Input", "Result")}
    assert names - set(TYPES) == set()


def test_types_fields_and_values_are_written_in_one_way() -> None:
    styles = {"fields": r"_?[a-z][A-Za-z0-9]*", "values": r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*"}
    odd = [
        f"{name}.{part}"
        for name, kind in TYPES.items()
        if not name.startswith("__")
        for parts, style in styles.items()
        for part in getattr(kind, parts, None) or ()
        if not re.fullmatch(style, part)
    ]
    assert odd == []
    assert [name for name in TYPES if not re.fullmatch(r"(__)?[A-Z][A-Za-z0-9]*", name)] == []
