"""Matches, projects, relationships as rows, and history in the API.

types.py: projects and what belongs to them · matches.py: matches, and lists of them ·
history.py: events · relationships.py: rows of the relationship editor · queries.py: root fields.
"""
