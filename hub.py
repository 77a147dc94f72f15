#!/usr/bin/env python3
"""One command on a bare Python: `python3 hub.py up`, `python3 hub.py test`."""
