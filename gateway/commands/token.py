"""`hub token ROLE`: one bearer token of the development issuer and nothing else."""

import argparse

from gateway.commands.screen import Screen, settings_of
from gateway.issuer import DevelopmentIssuer
from gateway.roles import subject_of


def run(given: argparse.Namespace) -> int:
    """Print the token; the graph is not needed for it."""
    issuer = DevelopmentIssuer(settings_of(given))
    subject = subject_of(given.role)
    token = issuer.token(subject, hours=given.hours)
    Screen(given).answer({"role": given.role.lower(), "subject": subject, "token": token}, token)
    return 0
