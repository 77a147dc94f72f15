# Work on the hub. `make` lists what there is.
PYTHON = .venv/bin/python
.DEFAULT_GOAL = help
.PHONY: help check fast sdl e2e bench

help:  ## This list
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / {printf "%-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

check: fast  ## Format, lint, types, imports, unit, contract, property and integration tests
	$(PYTHON) -m pytest tests/unit tests/contract tests/property tests/integration

fast:  ## Format, lint, types and imports only
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	$(PYTHON) -m pyright
	.venv/bin/lint-imports

sdl:  ## Write the SDL files and the supergraph
	.venv/bin/hub sdl

e2e:  ## The whole product as processes
	$(PYTHON) -m pytest tests/e2e

bench:  ## Figures of tests/benchmarks
	$(PYTHON) -m pytest tests/benchmarks -s
