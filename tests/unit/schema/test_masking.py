"""Names and party membership, as strangers and as those in charge read them (domain.md 2)."""

import pytest

from graph.members.model import Member
from graph.things import Ref
from graph.viewer import NOBODY, Viewer
from schema.members.masking import kind_for, name_for

HERE = "/42/4201/420112/420112003/"
THEM = Member(
    id=Ref("mb_them"),
    name="演示党员01",
    kind="PARTY_MEMBER",
    area_path=f"{HERE}420112003005/",
    unit_id=Ref("un_theirs"),
)


@pytest.mark.parametrize(
    ("_case", "viewer", "full"),
    [
        ("nobody", NOBODY, False),
        ("a neighbour", Viewer(id="mb_other", home="/42/4201/420112/", is_member=True), False),
        ("themself", Viewer(id="mb_them"), True),
        ("their street", Viewer(id="mb_other", posts=(("STR", HERE),)), True),
        ("another street", Viewer(id="mb_other", posts=(("STR", "/42/4201/420112/9/"),)), False),
        ("their unit", Viewer(id="mb_other", units=("un_theirs",)), True),
        ("a supervisor of their unit", Viewer(id="mb_other", watched=("un_theirs",)), True),
        ("another unit", Viewer(id="mb_other", units=("un_other",)), False),
    ],
)
def test_who_reads_name_and_membership(_case: str, viewer: Viewer, *, full: bool) -> None:
    assert name_for(THEM, viewer) == ("演示党员01" if full else "演*")
    assert kind_for(THEM, viewer) == ("PARTY_MEMBER" if full else "VOLUNTEER")


def test_who_shows_identity_is_read_by_everybody() -> None:
    shown = Member(
        **{f: getattr(THEM, f) for f in ("id", "name", "kind", "area_path")}, shows_identity=True
    )
    assert (name_for(shown, NOBODY), kind_for(shown, NOBODY)) == ("演示党员01", "PARTY_MEMBER")


def test_other_kinds_are_no_secret() -> None:
    worker = Member(id=Ref("mb_w"), name="王小明", kind="SOCIAL_WORKER", area_path=HERE)
    assert (name_for(worker, NOBODY), kind_for(worker, NOBODY)) == ("王*", "SOCIAL_WORKER")
