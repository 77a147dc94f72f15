"""Members and skills in the API.

types.py: views of `graph.members.model` · queries.py: root fields · masking.py: what strangers see.
"""
