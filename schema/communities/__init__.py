"""Areas, communities, service categories and needs in the API.

types.py: views of `graph.communities.model` · queries.py: root fields.
"""
