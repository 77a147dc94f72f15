"""The tables of domain.md chapter 4, read a second time and by hand: who may take a thing where.

It stands beside `graph/data/states.json`, not upon it: `tests/unit/graph/test_book.py` compares the
two, and `test_every_act.py` asks the roles from here.
"""

Roles = frozenset[str]


def _of(text: str) -> Roles:
    return frozenset(text.split())


_REVIEW = _of("COM CHAIR STR")
_PROPOSE = _of("DIS COM LIA MEM")

TABLE: dict[str, dict[str, Roles]] = {
    # Project
    "draft_project": {"": _PROPOSE},
    "propose_project": {"DRAFT": _PROPOSE, "RETURNED": _PROPOSE},
    "take_up_project": {"PROPOSED": _of("COM")},
    "approve_project": {"IN_REVIEW": _REVIEW},
    "return_project": {"IN_REVIEW": _REVIEW},
    "reject_project": {"IN_REVIEW": _REVIEW},
    "sign_project": {"APPROVED": _of("LIA COM")},
    "start_project": {"SIGNED": _of("COM")},
    "suspend_project": {"ACTIVE": _of("COM STR")},
    "resume_project": {"SUSPENDED": _of("COM STR")},
    "complete_project": {"ACTIVE": _of("COM")},
    "accept_project": {"COMPLETED": _of("CHAIR STR THIRD_PARTY")},
    "send_back_project": {"COMPLETED": _of("CHAIR COM")},
    "archive_project": {"ACCEPTED": _of("COM SYS")},
    "withdraw_project": dict.fromkeys(
        ("DRAFT", "PROPOSED", "IN_REVIEW", "RETURNED", "APPROVED", "SIGNED"), _of("PROPOSER")
    ),
    "terminate_project": {"ACTIVE": _of("STR"), "SUSPENDED": _of("STR")},
    # Relationship
    "propose_relationship": {"": _of("LIA COM MEM STR DIS")},
    "create_relationship": {"": _of("LIA COM STR DIS ADM")},
    "confirm_relationship": {"PENDING": _of("LIA COM MEM")},
    "refuse_relationship": {"PENDING": _of("LIA COM MEM")},
    "lapse_relationship": {"PENDING": _of("SYS")},
    "edit_relationship": {"ACTIVE": _of("LIA COM STR DIS ADM")},
    "end_relationship": {"ACTIVE": _of("LIA COM MEM STR DIS ADM SYS")},
    "restore_relationship": {"ENDED": _of("COM STR DIS ADM")},
    # Need, as far as it is written
    "draft_need": {"": _of("RES GRID COM LIA MEM")},
    "submit_need": {"DRAFT": _of("RES GRID COM LIA MEM")},
    "publish_need": {"SUBMITTED": _of("COM GRID"), "REOPENED": _of("COM")},
}

TARGETS: dict[str, dict[str, str]] = {
    "draft_project": {"": "DRAFT"},
    "propose_project": {"DRAFT": "PROPOSED", "RETURNED": "PROPOSED"},
    "take_up_project": {"PROPOSED": "IN_REVIEW"},
    "approve_project": {"IN_REVIEW": "APPROVED"},
    "return_project": {"IN_REVIEW": "RETURNED"},
    "reject_project": {"IN_REVIEW": "REJECTED"},
    "sign_project": {"APPROVED": "SIGNED"},
    "start_project": {"SIGNED": "ACTIVE"},
    "suspend_project": {"ACTIVE": "SUSPENDED"},
    "resume_project": {"SUSPENDED": "ACTIVE"},
    "complete_project": {"ACTIVE": "COMPLETED"},
    "accept_project": {"COMPLETED": "ACCEPTED"},
    "send_back_project": {"COMPLETED": "ACTIVE"},
    "archive_project": {"ACCEPTED": "ARCHIVED"},
    "withdraw_project": dict.fromkeys(
        ("DRAFT", "PROPOSED", "IN_REVIEW", "RETURNED", "APPROVED", "SIGNED"), "WITHDRAWN"
    ),
    "terminate_project": {"ACTIVE": "TERMINATED", "SUSPENDED": "TERMINATED"},
    "propose_relationship": {"": "PENDING"},
    "create_relationship": {"": "ACTIVE"},
    "confirm_relationship": {"PENDING": "ACTIVE"},
    "refuse_relationship": {"PENDING": "ENDED"},
    "lapse_relationship": {"PENDING": "ENDED"},
    "edit_relationship": {"ACTIVE": "ACTIVE"},
    "end_relationship": {"ACTIVE": "ENDED"},
    "restore_relationship": {"ENDED": "ACTIVE"},
    "draft_need": {"": "DRAFT"},
    "submit_need": {"DRAFT": "SUBMITTED"},
    "publish_need": {"SUBMITTED": "PUBLISHED", "REOPENED": "PUBLISHED"},
}
"""Where each act leads."""

EDITS: dict[str, Roles] = {
    "classify_need": _of("COM GRID"),
    "edit_project": _of("DIS COM PROPOSER"),
    "add_milestone": _of("COM LIA MEM"),
    "complete_milestone": _of("COM LIA MEM"),
    "post_progress_note": _of("COM LIA MEM"),
}
"""Acts without a state; milestones and notes: COM and the lead, here the unit of LIA."""
