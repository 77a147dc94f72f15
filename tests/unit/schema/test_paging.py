"""The arguments of connections, and cursors that belong to one list and order."""

from typing import Any, cast

import pytest

from graph.paging import Page, Window
from schema.paging import connection_of, cursor_of, read_cursor, window_of
from schema.request_errors import BadUserInput

ORDER, KEY = "needs:QUEUE", "OPEN|6|1795392000000|nd_01J"


def test_a_cursor_gives_back_its_key_and_is_plain_text() -> None:
    cursor = cursor_of(ORDER, KEY)
    assert read_cursor(ORDER, cursor) == KEY
    assert cursor.replace("-", "").replace("_", "").isalnum()
    assert read_cursor("units:NAME", cursor_of("units:NAME", "物业公司|un_1")) == "物业公司|un_1"


@pytest.mark.parametrize(
    "cursor", ["", "x", "====", "中文", cursor_of("needs:AGE", KEY), cursor_of(ORDER, ""), "a" * 9]
)
def test_a_cursor_of_another_list_or_none_is_refused(cursor: str) -> None:
    with pytest.raises(BadUserInput) as refused:
        read_cursor(ORDER, cursor)
    assert refused.value.extensions == {"code": "BAD_USER_INPUT", "zh": refused.value.zh}


@pytest.mark.parametrize(
    ("first", "last"), [(0, None), (101, None), (None, 0), (None, 101), (-1, None), (5, 5)]
)
def test_a_page_has_1_to_100_rows_from_one_end(first: int | None, last: int | None) -> None:
    with pytest.raises(BadUserInput):
        window_of(ORDER, first, None, last, None)


def test_a_window_is_what_the_arguments_say() -> None:
    cursor = cursor_of(ORDER, KEY)
    assert window_of(ORDER, None, None, None, None) == Window(size=20)
    assert window_of(ORDER, 100, cursor, None, None) == Window(size=100, after=KEY)
    assert window_of(ORDER, None, None, 1, cursor) == Window(size=1, before=KEY, backward=True)


async def test_a_total_is_counted_once_when_asked_for_and_capped() -> None:
    counted: list[int] = []

    async def count() -> int:
        counted.append(10_001)
        return 10_001

    page: Page[Any] = Page(keys=("a", "b"), values=cast("Any", ("A", "B")), has_next=True)
    connection = connection_of(page, ORDER, str.lower, count)

    assert [edge.node for edge in connection.edges] == ["a", "b"]
    assert connection.page_info.has_next_page
    assert not connection.page_info.has_previous_page
    assert connection.page_info.end_cursor == cursor_of(ORDER, "b")
    assert counted == []
    assert await connection.total() == await connection.total() == 10_001
    assert counted == [10_001]
