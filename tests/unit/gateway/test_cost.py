"""The costs api.md 2.11 pins, on a schema of the same form."""

from itertools import pairwise

import pytest
from graphql import build_schema, parse, validate

from gateway.cost import TooLarge, cost_of

SCHEMA = build_schema("""
type Query { needs(first: Int, last: Int): NeedConnection!  nodes(ids: [ID!]!): [Node]!
  need(id: ID!): Need
  previewMatches(first: Int): MatchConnection! }
type Mutation { act(id: ID!): Changed }
interface Node { id: ID! }
type Changed { changes: [Change!]! }
type Change { field: String! }
type PageInfo { hasNextPage: Boolean! }
type NeedConnection { edges: [NeedEdge!]!  pageInfo: PageInfo!  totalCount: Int! }
type NeedEdge { node: Need!  cursor: String! }
type Place { id: ID!  name: String! }
type Need implements Node { id: ID!  title: String!  community: Place  grid: Place
  category: Place  raiser: Place
  allowedTransitions: [Transition!]!  requirements: [Line!]!  history: [Place!]! }
type Transition { act: String!  to: [String!]! }
type Line { id: ID!  category: Place  matches(first: Int): MatchConnection!
  commitments(first: Int): CommitmentConnection! }
type CommitmentConnection { edges: [CommitmentEdge!]! }
type CommitmentEdge { node: Commitment! }
type Commitment { id: ID!  giver: Place }
type MatchConnection { edges: [MatchEdge!]! }
type MatchEdge { node: Match! }
type Match { score: Int!  parts: [Part!]!  offer: Offer }
type Part { points: Int! }
type Member { id: ID!  unit: Place }
type Skill { id: ID!  member: Member }
type Resource { id: ID! }
union Offer = Skill | Resource
""")

FIFTY = """{ needs(first: 50) { pageInfo { hasNextPage } edges { node { id title
  community { name } grid { id }
  category { id } raiser { id } allowedTransitions { act to } requirements { id category { id }
  commitments(first: 3) { edges { node { id giver { name } } } } } } } } }"""
TWENTY = """{ needs { pageInfo { hasNextPage } edges { node { id community { name } category { id }
  requirements { id category { id } matches(first: 3) { edges { node { score parts { points }
  offer { ... on Skill { member { unit { name } } } } } } } } } } } }"""


def cost(text: str, name: str | None = None, **variables: object) -> int:
    document = parse(text)
    assert not validate(SCHEMA, document)
    return cost_of(SCHEMA, document, name, variables)


@pytest.mark.parametrize(
    ("_case", "text", "expected"), [("fifty", FIFTY, 4403), ("twenty", TWENTY, 4043)]
)
def test_the_pages_the_design_pins(_case: str, text: str, expected: int) -> None:
    assert cost(text) == expected


@pytest.mark.parametrize(
    ("_case", "text", "expected"),
    [
        ("introspection", "{ __schema { types { name fields { name } } } __typename }", 0),
        ("one thing by id", '{ need(id: "a") { title } }', 1),
        ("a page of twenty if nothing is said", "{ needs { edges { node { id } } } }", 22),
        ("the last seven", "{ needs(last: 7) { edges { node { id } } } }", 9),
        (
            "more than a page can hold counts as the largest",
            "{ needs(first: 900) { edges { node { id } } } }",
            102,
        ),
        ("none counts as the largest too", "{ needs(first: 0) { edges { node { id } } } }", 102),
        ("as many as are asked for", '{ nodes(ids: ["a", "b", "c"]) { id } }', 1),
        (
            "below each of them",
            '{ nodes(ids: ["a", "b"]) { ... on Need { community { id } } } }',
            3,
        ),
        ("a plain list of no known size", '{ need(id: "a") { history { id } } }', 2),
        ("twenty of them", '{ need(id: "a") { requirements { category { id } } } }', 11),
        ("a preview", "{ previewMatches(first: 5) { edges { node { score } } } }", 26),
        ("a mutation adds ten", 'mutation { act(id: "a") { changes { field } } }', 12),
        (
            "two add twenty",
            'mutation { a: act(id: "a") { __typename } b: act(id: "b") { __typename } }',
            22,
        ),
    ],
)
def test_what_costs_what(_case: str, text: str, expected: int) -> None:
    assert cost(text) == expected


def test_variables_and_their_defaults_are_known_before_execution() -> None:
    text = "query ($n: Int = 4) { needs(first: $n) { edges { node { id } } } }"
    assert cost(text) == 6
    assert cost(text, n=50) == 52
    ids = "query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Need { community { id } } } }"
    assert cost(ids, ids=["a"] * 30) == 31


def test_a_fragment_costs_what_it_says_and_once_per_place() -> None:
    text = """{ need(id: "a") { ...Short ...Short community { name } }
      other: need(id: "b") { ...Short } }
      fragment Short on Need { community { id } }"""
    assert cost(text) == 4


def test_the_operation_that_runs_is_the_one_that_counts() -> None:
    text = (
        '{ need(id: "a") { title } } '.replace("{ need", "query A { need", 1)
        + "query B { needs { edges { node { id } } } }"
    )
    assert (cost(text, "A"), cost(text, "B")) == (1, 22)


def test_a_document_that_opens_into_millions_of_fields_is_not_walked() -> None:
    fragments = "".join(
        f"fragment {name} on Need {{ ... on Need {{ ...{below} }} ... on Need {{ ...{below} }} }} "
        for name, below in pairwise("ABCDEFGHIJKLMNOPQRST")
    )
    leaves = " ".join(f"x{number}: title" for number in range(600))
    many = " ".join(f'n{number}: need(id: "{number}") {{ ...A }}' for number in range(100))
    text = f"{{ {many} }} {fragments} fragment T on Need {{ {leaves} }}"
    with pytest.raises(TooLarge):
        cost(text)
