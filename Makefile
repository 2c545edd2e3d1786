# make render: the files of a day into build/     DAY=day04 SHORTS="4 7-9"
# make test:   the whole gate                     make bench: the table of ratios
PYTHON ?= python3
DAY ?= day04
SHORTS ?=

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
BENCH_READY := $(VENV)/.bench-ready
INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: render test lint bench update-recordings clean
.DELETE_ON_ERROR:

render: $(READY)
	$(BIN)/shortsgen render $(DAY) $(SHORTS)

test: lint
	$(BIN)/pytest -n auto

lint: $(READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

bench: $(BENCH_READY)
	$(BIN)/python -m bench

update-recordings: $(READY)
	$(BIN)/shortsgen run $(DAY) --update

$(READY): pyproject.toml constraints.txt
	test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV)
	$(INSTALL) --upgrade 'pip>=25.1'
	$(INSTALL) --editable '.[figures]' --group dev
	touch $@

$(BENCH_READY): $(READY)
	$(INSTALL) --group bench
	if command -v npm >/dev/null; then npm install --prefix bench/marp --silent --no-audit --no-fund --no-package-lock; fi
	touch $@

clean:
	rm -rf $(VENV) build dist
