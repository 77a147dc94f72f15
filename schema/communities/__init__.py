"""Areas, communities, service categories and needs in the API.

places.py: areas, communities · types.py: categories, needs, lines · queries.py: root fields.
"""
