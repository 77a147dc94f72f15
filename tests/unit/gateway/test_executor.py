"""The fast executor answers as the stock one does, errors included."""

from dataclasses import dataclass
from enum import Enum
from typing import Any

import pytest
import strawberry
from strawberry.extensions import FieldExtension

from gateway.executor import FastExecutor


@strawberry.enum
class Colour(Enum):
    RED = "red"


class Refuse(FieldExtension):
    def resolve(self, *_: Any, **__: Any) -> Any:
        raise PermissionError("guarded")


@strawberry.type
class Thing:
    id: strawberry.ID
    name: str
    note: str | None
    size: int
    share: float
    is_open: bool
    colour: Colour
    tags: list[str]
    guarded: str | None = strawberry.field(extensions=[Refuse()])

    @strawberry.field
    async def below(self, count: int = 2) -> list["Thing"]:
        return [a_thing(number) for number in range(count)]

    @strawberry.field
    def shouted(self) -> str:
        return self.name.upper()


def a_thing(number: int = 1, **changed: Any) -> Thing:
    given: dict[str, Any] = {
        "id": strawberry.ID(f"t{number}"),
        "name": f"thing {number}",
        "note": None,
        "size": number,
        "share": number / 2,
        "is_open": True,
        "colour": Colour.RED,
        "tags": ["a", "b"],
        "guarded": "secret",
    }
    return Thing(**(given | changed))


@dataclass
class Broken:
    """Stands in for a row whose attribute raises."""

    id: str = "t0"
    size: Any = "many"

    @property
    def name(self) -> str:
        raise LookupError("no name")


@strawberry.type
class Query:
    @strawberry.field
    async def things(self, count: int = 3) -> list[Thing]:
        return [a_thing(number) for number in range(count)]

    @strawberry.field
    def wrong(self) -> Thing | None:
        return a_thing(name=None, size="many")

    @strawberry.field
    def broken(self) -> Thing | None:
        return Broken()  # pyright: ignore[reportReturnType]  on purpose


STOCK = strawberry.Schema(Query)
FAST = strawberry.Schema(Query, execution_context_class=FastExecutor)
ALL = "id name note size share isOpen colour tags shouted __typename"


def _said(errors: Any) -> set[tuple[str, tuple[Any, ...]]]:
    return {(error.message, tuple(error.path)) for error in errors or ()}


@pytest.mark.parametrize(
    "text",
    [
        f"{{ things {{ {ALL} }} }}",
        f"{{ things(count: 0) {{ {ALL} }} }}",
        f"{{ things {{ n: name below(count: 3) {{ {ALL} below {{ id }} }} }} }}",
        "{ things { ... on Thing { id } ...F } } fragment F on Thing { id name n: name }",
        "query ($no: Boolean = false) { things { id @include(if: $no) name @skip(if: $no) } }",
        "{ things { id guarded } }",
        "{ wrong { id name } }",
        "{ wrong { id size } }",
        "{ wrong { id note below { id } size } }",
        "{ broken { id } }",
        "{ broken { id name } }",
        "{ broken { below { id } name } }",
        "{ __schema { types { name } } things { id } }",
    ],
)
async def test_answers_and_errors_are_those_of_the_stock_executor(text: str) -> None:
    stock, fast = await STOCK.execute(text), await FAST.execute(text)
    assert fast.data == stock.data
    assert _said(fast.errors) == _said(stock.errors)


async def test_a_guard_on_a_plain_attribute_is_not_passed_by() -> None:
    answer = await FAST.execute("{ things(count: 1) { guarded } }")
    assert answer.data == {"things": [{"guarded": None}]}
    assert _said(answer.errors) == {("guarded", ("things", 0, "guarded"))}
