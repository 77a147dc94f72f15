"""The demo's roles: who signs in with each, and a token for it (operate.md 1, `token`)."""

from collections.abc import Mapping

from gateway.issuer import DevelopmentIssuer
from gateway.words import Refused, Words
from seeds.roles import ROLES

WORDS: Mapping[str, Words] = {
    "planner": Words("统筹：全区计划与匹配", "planner: matches and plans of the district"),
    "coordinator": Words("社区：需求、结对、项目", "community: needs, pairings, projects"),
    "liaison": Words("单位联络员：资源与签约", "unit's liaison: resources, signatures"),
    "member": Words("党员、志愿者：专长与认领", "member: skills, claims"),
    "resident": Words("居民：需求与评价", "resident: needs, evaluations"),
    "chair": Words("轮值主席：审定项目", "rotating chair: decides on projects"),
    "street": Words("街道：下辖各社区", "street: the communities below it"),
    "grid": Words("网格员：本网格", "grid worker: the grid"),
    "supervisor": Words("工委、组织部：监督", "supervisor: reads, follows up"),
    "admin": Words("管理员：设置与导入", "admin: settings, imports"),
}
"""What each demo role does, for the table of `hub up`."""


def subject_of(role: str) -> str:
    """Return the subject that signs in with a demo role, named in any case.

    Raises:
        Refused: there is no such role.
    """
    subject = ROLES.get(role.lower().removeprefix("demo-"))
    if subject is None:
        known = ", ".join(ROLES)
        raise Refused(
            f"没有演示角色 {role}；可用：{known}。", f"No demo role {role}; known: {known}."
        )
    return subject


def demo_tokens(issuer: DevelopmentIssuer) -> dict[str, str]:
    """Return a token for each demo role, by its name."""
    return {role: issuer.token(subject) for role, subject in ROLES.items()}
