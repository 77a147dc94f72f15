.PHONY: help check test lint types imports sdl e2e bench
PY := .venv/bin/python

help:  ## this list
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

check: lint types imports sdl test  ## what CI runs, on the embedded engine

lint:  ## ruff: rules and format
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

types:  ## pyright, strict
	.venv/bin/pyright

imports:  ## imports run one way
	.venv/bin/lint-imports

sdl:  ## the committed SDL is what the code says, and the four compose to the hub's API
	.venv/bin/hub sdl --check
	$(PY) -m gateway.router.check

test:  ## the suite on the embedded engine
	python3 hub.py test

e2e:  ## the whole product as processes
	$(PY) -m pytest tests/e2e

bench:  ## figures of this machine, as ratios in one run
	for each in bench_up bench_acts bench_matches_graphql bench_act_cost; do $(PY) -m tests.benchmarks.$$each; done
