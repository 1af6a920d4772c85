# All verbs; `make help` lists them.
VENV := .venv
RUN := $(VENV)/bin/python -m
# The first Python on the path that is new enough.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

.DEFAULT_GOAL := help
.PHONY: help demo setup test lint format check bench messages reference torture clean

help: ## list the verbs
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

$(VENV)/run: pyproject.toml
	@test -n "$(PYTHON)" || { echo "raccordo needs Python 3.11 or newer on the path"; exit 2; }
	@test -x $(VENV)/bin/python || $(PYTHON) -m venv $(VENV)
	@$(RUN) pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	@echo "installing raccordo …" && $(RUN) pip install --quiet --editable .
	@touch $@

$(VENV)/dev: $(VENV)/run
	@echo "installing the test tools …" && $(RUN) pip install --quiet --group dev
	@touch $@

demo: $(VENV)/run ## run the main job on two sandboxes, and show what happens
	@$(VENV)/bin/raccordo demo

setup: $(VENV)/dev ## install everything, and the commit hooks
	@$(RUN) pre_commit install

test: $(VENV)/dev ## run every test
	@$(RUN) pytest -n auto

lint: $(VENV)/dev ## formatting, lint, types, floors
	@$(RUN) ruff format --check .
	@$(RUN) ruff check .
	@$(RUN) mypy engine tests
	@$(VENV)/bin/lint-imports

format: $(VENV)/dev ## put the code in its form
	@$(RUN) ruff check --fix-only --quiet . ; $(RUN) ruff format .

check: format lint test ## all there is to know before a commit

bench: $(VENV)/dev ## ratios beside a hand-written base
	@$(RUN) bench

messages: $(VENV)/dev ## bring the Italian catalogue up to date with the code
	@$(VENV)/bin/pybabel -q extract --no-location --no-wrap --sort-output \
		--ignore-dirs=sandbox -k N_ -k N_count:1,2 -k say -k tell -k say_count:1,2 \
		-k tell_count:1,2 --project=raccordo -o $(VENV)/raccordo.pot engine
	@$(VENV)/bin/pybabel -q update -D raccordo -l it -i $(VENV)/raccordo.pot \
		-d engine/messages/locale --no-fuzzy-matching --no-wrap --ignore-obsolete \
		--ignore-pot-creation-date
	@$(VENV)/bin/pybabel -q compile -D raccordo -l it -d engine/messages/locale

reference: $(VENV)/dev ## write the reference pages from the declarations
	@$(RUN) engine.rules.reference > $(VENV)/reference.md
	@cp $(VENV)/reference.md rules/README.md
	@$(RUN) engine.mapping.reference cic crm > $(VENV)/reference.md
	@cp $(VENV)/reference.md mappings/README.md

torture: $(VENV)/dev ## the property tests much longer, a kill at every step of every story: an hour
	@HYPOTHESIS_PROFILE=torture $(RUN) pytest -n auto -v --no-header tests/laws tests/machine \
		tests/integration/test_killed.py tests/integration/test_all_at_once.py \
		tests/integration/test_crash_points.py tests/integration/test_fleet.py \
		tests/integration/test_fleet_in_trouble.py

clean: ## remove what make made
	@rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
