"""Areas, communities and what they need: the need list (需求清单), the service categories.

model.py: values · rules.py: guards and arithmetic, pure · needs.py: acts · lists.py: pages ·
store.py: kinds and statements.
"""
