"""Co-building: projects, and the relationships and matches between the three lists.

model.py: values · rules.py: guards and arithmetic, pure · projects.py, relationships.py: acts ·
matches.py: candidates of a line · store.py: kinds and statements.
"""
