import pytest
from graphql import parse

from gateway.shape import Shape, shape_of


@pytest.mark.parametrize(
    ("_case", "text", "shape"),
    [
        ("one field", "{ a }", Shape(1, 0, 0)),
        ("fields within fields", "{ a { b { c } d } }", Shape(3, 0, 0)),
        ("an inline fragment adds no level", "{ a { ... on B { c } } }", Shape(2, 0, 0)),
        ("a fragment adds its own", "{ a { ...F } } fragment F on A { b { c } }", Shape(3, 0, 0)),
        ("introspection is free", "{ __schema { a { b { c { d } } } } e }", Shape(1, 0, 0)),
        ("aliases of one selection", "{ x: a y: a z: b { x: c } }", Shape(2, 3, 4)),
        (
            "a fragment's count where it is spread",
            "{ x: a ...F b { ...F } } fragment F on Q { y: a z: a }",
            Shape(2, 3, 3),
        ),
        ("the deepest operation", "query A { a } query B { a { b } }", Shape(2, 0, 0, 2)),
        ("a circle ends", "{ ...F } fragment F on Q { a { ...F } }", Shape(1, 0, 0)),
        ("an unknown fragment", "{ ...F a }", Shape(1, 0, 0)),
    ],
)
def test_the_shape_of_a_document(_case: str, text: str, shape: Shape) -> None:
    assert shape_of(parse(text)) == shape


def test_fragments_that_double_at_each_step_are_measured_in_a_moment() -> None:
    steps = "".join(
        f"fragment F{n} on Q {{ a {{ ...F{n + 1} }} b {{ ...F{n + 1} }} }} " for n in range(60)
    )
    document = parse(f"{{ ...F0 }} {steps} fragment F60 on Q {{ x: c }}")
    assert shape_of(document) == Shape(61, 1, 1)
