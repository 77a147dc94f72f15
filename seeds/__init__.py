"""Data to start from: the demo city, the taxonomy's nodes, real lists. Start at demo.py.

roles.py: who signs in · demo.py: the demo city · cast.py: the English class ·
people.py: units and members · places.py: areas and communities ·
wants.py: needs and projects · wuhan: the open need lists of 2020.
"""
