"""Which data sets this version can load; asked before anything is opened."""

from gateway.words import Refused

LATER = frozenset({"district", "province"})
"""Named in the design, not carried yet."""


def check_fixture(fixture: str) -> None:
    """Refuse a fixture that this version does not carry.

    Raises:
        Refused: it comes with a later version.
    """
    if fixture in LATER:
        raise Refused(
            f"此版本尚无 {fixture} 数据；可用：demo。",
            f"This version carries no {fixture} data yet; there is: demo.",
        )
