"""Co-building: projects, and the relationships and matches between the three lists.

Start with projects.py. model.py: values · rules.py: guards and arithmetic, pure · projects.py with
drafts.py, relationships.py: acts · history.py: what happened and how things stand related ·
lists.py: pages · matches.py: candidates of a line · store.py: kinds.
"""
