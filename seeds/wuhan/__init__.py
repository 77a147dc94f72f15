"""The open need lists of Hubei of January and February 2020, turned into the three lists.

Start with `load_wuhan` in load.py. rows.py: the files as they are · places.py: areas by name ·
entries.py: units, resources, needs · coverage.py: who could help, and what nobody does.
The files are not part of the project: github.com/wuhan2020/wuhan2020 (MIT), folder `data/fe`.
"""
