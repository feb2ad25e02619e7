# The two commands of the README, and what .ci/run is made of.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
OUT ?= out
# One more than there are cores: many tests wait for a server or a pause as long as others compute.
WORKERS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)
# Tests of whole runs, which `make test` has seen: the lowest versions are for what a version may change.
SLOW := torture operations cluster revisits many frontier/test_workers.py report/test_in_browser.py report/test_many.py \
	resolve/test_accuracy.py spiders/test_command.py

.DEFAULT_GOAL := help
.PHONY: help demo test lint types imports lowest docs accuracy kill bench bench-small constraints clean

help: ## show this help
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name it with: make PYTHON=python3.11 …"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "No virtual environment could be made. On Debian: apt-get install python3-venv"; exit 1; }

# hatchling comes first, pinned like everything else, so that building the project fetches nothing by itself
$(VENV)/.run: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) install --constraint constraints.txt hatchling editables
	$(PIP) install --constraint constraints.txt --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run
	$(PIP) install --constraint constraints.txt setuptools wheel
	$(PIP) install --constraint constraints.txt --no-build-isolation --editable '.[dev]'
	@touch $@

demo: $(VENV)/.run ## read the saved pages of tests/fixtures and show the anime that come out
	@$(BIN)/aggregator crawl tests/fixtures --into $(OUT)

test: $(VENV)/.dev ## run every test
	scripts/install-browser
	scripts/install-services
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

lint: $(VENV)/.dev ## ruff: rules and formatting
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev ## mypy, strict
	$(BIN)/mypy

imports: $(VENV)/.dev ## who may know whom
	$(BIN)/lint-imports

lowest: $(VENV)/.dev ## the tests once on the lowest versions that pyproject.toml declares
	$(BIN)/uv venv --quiet --clear --python $(BIN)/python .venv-lowest
	$(BIN)/uv pip install --quiet --python .venv-lowest/bin/python --resolution lowest-direct --editable '.[test]'
	scripts/install-browser
	scripts/install-services
	.venv-lowest/bin/python -m pytest -q -p no:cacheprovider -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(addprefix --ignore=tests/,$(SLOW))

accuracy: $(VENV)/.dev ## how much of the pages is read right, with floors
	$(BIN)/python benchmarks/accuracy.py

kill: $(VENV)/.run ## kill a crawl at a few random moments and count what is lost
	$(BIN)/python benchmarks/kill.py --moments 6 --pages 200
	$(BIN)/python -m benchmarks.kill_live --moments 4 --pages 100 --workers 2

bench: $(VENV)/.dev ## measure every speed, into benchmarks/results.json (most of an hour)
	$(BIN)/python -m benchmarks

bench-small: $(VENV)/.dev ## the same at small size, to see that it runs
	$(BIN)/python -m benchmarks --small --into $$(mktemp -d)/results.json

docs: $(VENV)/.run ## write the generated documents anew
	$(BIN)/python -m aggregator.dictionary > docs/data-dictionary.md

constraints: $(VENV)/.dev ## resolve the exact versions anew (constraints.txt)
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --upgrade --no-emit-index-url --no-header --no-annotate --quiet -o constraints.txt

clean: ## remove what the commands above made
	rm -rf $(VENV) .venv-lowest out dist build .pytest_cache .mypy_cache .ruff_cache
