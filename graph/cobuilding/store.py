"""Kinds and statements of cobuilding."""

from graph.cobuilding.model import Event, Milestone, Participation, ProgressNote, Project
from graph.things import Kind

PROJECT = Kind(Project, "pj", beside=__file__)
MILESTONE = Kind(Milestone, "ms", beside=__file__)
PROGRESS_NOTE = Kind(ProgressNote, "pn", beside=__file__)
PARTICIPATION = Kind(Participation, "pi", beside=__file__)
EVENT = Kind(Event, "e1", beside=__file__)
