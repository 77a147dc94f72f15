"""Units, resources and pairings in the API.

types.py: views of `graph.units.model` · queries.py: root fields.
"""
