"""Kinds and statements of members."""

from graph.members.model import Member, Membership, Post, Registration, Skill
from graph.things import Kind

MEMBER = Kind(Member, "mb", beside=__file__)
SKILL = Kind(Skill, "sk", beside=__file__)
MEMBERSHIP = Kind(Membership, "mo", beside=__file__)
REGISTRATION = Kind(Registration, "ra", beside=__file__)
POST = Kind(Post, "ho", beside=__file__)
