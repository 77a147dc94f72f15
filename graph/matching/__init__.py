"""Which people and things fit a need, with reasons anybody can add up.

Pure; start with `candidates`.

`model` holds the values, `gates` what forbids a pair, `score` its seven parts, `explain` the words,
`candidates` the pools and the ranking, `lists` the order for volunteers, `phrases` text to
category.
"""
