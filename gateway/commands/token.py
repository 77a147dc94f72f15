"""`hub token ROLE`: one bearer token of the development issuer and nothing else."""

import argparse

from gateway.commands.screen import Screen, settings_of
from gateway.issuer import DevelopmentIssuer
from gateway.roles import subject_of
from gateway.words import Refused

PLACES = """{ viewer { scopes { place {
  ... on Area { name } ... on Community { name } ... on Unit { name } } } } }"""


def run(given: argparse.Namespace) -> int:
    """Print the token; the graph is asked only where `--place` is to be checked."""
    issuer = DevelopmentIssuer(settings_of(given))
    subject = subject_of(given.role)
    token = issuer.token(subject, hours=given.hours)
    if given.place is not None:
        _check_place(given)
    Screen(given).answer({"role": given.role.lower(), "subject": subject, "token": token}, token)
    return 0


def _check_place(given: argparse.Namespace) -> None:
    """Refuse a place the demo role is not held at: each demo role has one holder."""
    from gateway.commands.work import ask, at_work, viewer_as
    from gateway.commands.work import run as start

    places = list[str]()

    async def look() -> int:
        async with at_work(given) as state:
            viewer = await viewer_as(state, given.role)
            body = await ask(state, viewer, PLACES, language=given.lang)
        scopes = body["data"]["viewer"]["scopes"]
        places.extend(scope["place"]["name"] for scope in scopes if scope["place"])
        return 0

    start(look())
    if given.place not in places:
        zh, en = "、".join(places), ", ".join(places)
        raise Refused(
            f"演示角色 {given.role} 不在“{given.place}”任职；其任职地点：{zh}。",
            f'The demo role {given.role} is not held at "{given.place}", but at: {en}.',
        )
