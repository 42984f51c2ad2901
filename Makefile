# On a machine with only python3 (3.11 or newer, with venv) and make: `make demo`, `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
WORKERS ?= 2
ARGS ?=
# Images often forbid bytecode; here that would have each process of a test compile everything again.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help demo demo-reset test check bench lock messages reference clean
.DELETE_ON_ERROR:

help: ## What you can do here
	@echo "Bodemplaat: the base plate on which municipalities share one service centre"
	@echo
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

demo: $(READY) compiled ## Start the demo: its own database, an example cooperation, the site (ARGS="--port 8080")
	@$(BIN)/bodemplaat demo $(ARGS)

demo-reset: $(READY) ## Throw the demo's data away, so that the next `make demo` starts over
	@$(BIN)/bodemplaat demo-reset $(ARGS)

test: $(READY) compiled ## Run all tests (ARGS="tests/kernel -k euro" for some)
	@$(BIN)/pytest -n $(WORKERS) --dist loadgroup $(ARGS)

check: $(READY) compiled ## Style, types, walls between rooms, migrations, translations
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports
	$(BIN)/python tools/messages.py check
	$(BIN)/python tools/reference.py check
	DJANGO_SETTINGS_MODULE=bodemplaat.project.settings_test $(BIN)/python -W ignore -m django makemigrations --check --dry-run
	DJANGO_SETTINGS_MODULE=bodemplaat.project.settings_test $(BIN)/mypy

bench: $(READY) compiled ## Measure speed (figures go to docs/reference/performance.md)
	@$(BIN)/python -m benchmarks $(ARGS)

messages: $(READY) ## Bring the translation catalogs up to date with the texts in the code
	@$(BIN)/python tools/messages.py update

reference: $(READY) compiled ## Write the pages and JSON Schemas of model files anew from their declarations
	@$(BIN)/python tools/reference.py write

lock: $(READY) ## Pin the newest allowed version of every package in requirements.lock
	$(BIN)/uv pip compile --upgrade --universal --generate-hashes --no-header --no-annotate -q --extra dev --extra einvoice pyproject.toml -o requirements.lock

clean: ## Remove what was installed and compiled; data of the demo stay (see demo-reset)
	rm -rf $(VENV) .mypy_cache .ruff_cache .import_linter_cache .pytest_cache .hypothesis build dist
	find src -name '*.mo' -delete

.PHONY: compiled
compiled: $(READY)
	@$(BIN)/python tools/messages.py compile

$(READY): requirements.lock pyproject.toml tools/install.sh
	@PYTHON="$(PYTHON)" sh tools/install.sh $(VENV)
	@touch $@
