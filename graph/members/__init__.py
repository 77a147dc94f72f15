"""Members and what they can do: the skill list (专长清单), posts, memberships, registrations.

model.py: values · store.py: kinds and statements, among them the viewer's posts.
"""
