"""The demo's roles and the subjects that sign in with them."""

from collections.abc import Mapping

ROLES: Mapping[str, str] = {
    role: f"demo-{role}"
    for role in (
        "planner",
        "coordinator",
        "liaison",
        "member",
        "resident",
        "chair",
        "street",
        "grid",
        "supervisor",
        "admin",
    )
}
"""Role name → the `sub` of its token; each is a Member of the demo city (domain.md chapter 2)."""
