"""How the declaration of an act becomes an input, and how an input becomes an ask again."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Any, ClassVar

import pytest
import strawberry
from strawberry.types import get_object_definition

from graph.acts import ACTS
from graph.inputs import Choice, Instant
from graph.things import Id
from schema.acts import asked, described_by, input_for, input_of, plain, public_acts, typed
from schema.describe import camel
from schema.scalars import DateTime
from schema.vocabulary import enumeration

Basis: Any = enumeration("Basis")
Why = Annotated[str, "Why it exists.", Choice("Basis", ("STATUTORY", "AGREED", "DESIGNATED"))]


@dataclass(frozen=True, kw_only=True)
class NewBond:
    """Two ends."""

    unit_id: Annotated[Id, "One end."]
    basis: Why | None = None
    since: Annotated[int | None, "From when.", Instant()] = None
    weights: Annotated[Sequence[int], "Shares."] = ()


@dataclass(frozen=True, kw_only=True)
class NewAnything:
    """One of them."""

    one_of: ClassVar[bool] = True

    bond: Annotated[NewBond | None, "A bond."] = None
    note: Annotated[str | None, "A note."] = None


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [
        (Annotated[Id, "x"], strawberry.ID),
        (Why, Basis),
        (Annotated[Why | None, "x"], Basis | None),
        (Annotated[int, "x", Instant()], DateTime),
        (Annotated[int | None, "x", Instant()], DateTime | None),
        (Annotated[Sequence[Id], "x"], list[strawberry.ID]),
        (Annotated[Sequence[Why], "x"], list[Basis]),
        (Annotated[Sequence[Annotated[str, Choice("", ("a",))]], "x"], list[str]),
        (Annotated[float, "x"], float),
    ],
)
def test_annotations_of_the_graph_become_types_of_the_api(annotation: Any, expected: Any) -> None:
    assert typed(annotation) == expected


@pytest.mark.parametrize(
    ("annotation", "text"),
    [
        (Annotated[Why | None, "Outer."], "Outer."),
        (Why | None, "Why it exists."),
        (Annotated[Sequence[Why], Instant()], "Why it exists."),
    ],
)
def test_the_outermost_text_describes_a_field(annotation: Any, text: str) -> None:
    assert described_by(annotation) == text


def test_a_field_without_text_is_refused() -> None:
    with pytest.raises(TypeError, match="needs a text"):
        described_by(int | None)


def test_a_dataclass_becomes_an_input_and_one_of_them_a_one_of() -> None:
    bond = get_object_definition(input_for(NewBond), strict=True)
    anything = get_object_definition(input_for(NewAnything), strict=True)
    assert (bond.name, bond.is_one_of) == ("NewBondInput", False)
    assert (anything.name, anything.is_one_of) == ("NewAnythingInput", True)
    assert input_for(NewBond) is input_for(NewBond)


def test_an_input_becomes_the_dataclass_again() -> None:
    class Kept(Enum):
        A = "AGREED"

    Input: Any = input_for(NewBond)  # noqa: N806  a class
    given = Input(unit_id="un_1", basis=Kept.A, weights=[1, 2])
    made = plain(NewBond | None, given)
    assert made == NewBond(unit_id=Id("un_1"), basis="AGREED", since=None, weights=(1, 2))
    whole: Any = input_for(NewAnything)
    assert plain(NewAnything, whole(bond=given)) == NewAnything(bond=made)


@pytest.mark.parametrize("act", public_acts(), ids=lambda act: act.name)
def test_each_input_has_the_fields_of_its_act_and_those_of_every_act(act: Any) -> None:
    fields = {f.python_name: f for f in get_object_definition(input_of(act), strict=True).fields}
    shared = {"dry_run", "idempotency_key"} | ({"on_behalf_of"} if act.on_behalf else set())
    shared |= set() if act.starts else {"expected_version", f"{act.machine.lower()}_id"}
    assert set(fields) == shared | set(act.input_fields)
    if not act.starts:
        assert (
            isinstance(fields["expected_version"].default, type(strawberry.UNSET)) != act.versioned
        )


def test_an_ask_is_the_act_with_its_own_input_and_the_manner_the_rest() -> None:
    act = ACTS["return_project"]
    Input: Any = input_of(act)  # noqa: N806  a class
    ask, manner = asked(act, Input(project_id="pj_1", reason="太贵", dry_run=True))
    assert (ask.act, ask.id, dict(ask.input)) == (act, "pj_1", {"reason": "太贵"})
    assert (manner.dry_run, manner.idempotency_key, manner.expected_version) == (True, None, None)


def test_names_are_written_as_the_api_has_them() -> None:
    assert [camel(n) for n in ("propose_project", "id", "0", "from_match_ids")] == [
        "proposeProject",
        "id",
        "0",
        "fromMatchIds",
    ]
