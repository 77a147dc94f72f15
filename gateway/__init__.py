"""The running service; alone knows HTTP. Start with `gateway.app.create_app`.

`app.py` is where settings, graph and GraphQL meet; `view.py` speaks GraphQL over HTTP;
`identity.py` finds out who asks; `guard.py`, `limits.py` and `cost.py` say how much one may ask
and what an error tells; `health.py` and `observe.py` are for operators; `cli.py` is the command
`hub`, one module a command in `commands/`.
"""
