# make render: the files of a day into build/     DAY=day04 SHORTS="4 7-9"
# make test:   the whole gate                     make bench: the table of ratios
# make mutants: how well the tests watch          ROOMS="plan cues" SAMPLE=150 SEED=0
# make kills:  kill the program at random moments KILLS=200 SEED=0
# make pictures: those of the documents, of day04 as it is recorded
# make docs:  the site of the documents, into build/docs/
# make docs-update: what the documents show and take from the program
# make fuzz:   read files that are damaged at random SEED=0
PYTHON ?= python3
DAY ?= day04
SHORTS ?=
ROOMS ?=
SAMPLE ?= 150
SEED ?= 0
KILLS ?= 200

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
BENCH_READY := $(VENV)/.bench-ready
MUTANTS_READY := $(VENV)/.mutants-ready
INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: render test tests lint bench mutants kills fuzz pictures docs docs-update update-recordings clean
.DELETE_ON_ERROR:

render: $(READY)
	$(BIN)/shortsgen render $(DAY) $(SHORTS)

test: lint tests

# Two more than there are cores, since many tests wait: for a deadline, a server, a page. Who is done early takes from
# the others, in whose order tests share what is made once for their module.
tests: $(READY)
	$(BIN)/pytest -n $$(($$(getconf _NPROCESSORS_ONLN) + 2)) --dist worksteal

lint: $(READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

bench: $(BENCH_READY)
	$(BIN)/python -m bench

mutants: $(MUTANTS_READY)
	$(BIN)/python -m bench.mutants $(ROOMS) --sample $(SAMPLE) --seed $(SEED)

kills: $(READY)
	$(BIN)/python -m bench.kills --count $(KILLS) --seed $(SEED)

fuzz: $(READY)
	$(BIN)/python -m bench.fuzz --seed $(SEED)

pictures: $(READY)
	$(BIN)/python -m tools.pictures

docs: $(READY)
	$(BIN)/sphinx-build -q -W --keep-going docs build/docs

docs-update: $(READY)
	$(BIN)/python -m tools.docs

update-recordings: $(READY)
	$(BIN)/shortsgen run $(DAY) --update

$(READY): pyproject.toml constraints.txt
	test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV)
	$(INSTALL) --upgrade 'pip>=25.1'
	$(INSTALL) --editable '.[figures,voice,espeak,video,timelines,live,cluster]' --group dev --group docs
	touch $@

$(BENCH_READY): $(READY)
	$(INSTALL) --group bench
	if command -v npm >/dev/null; then for peer in marp remotion; do \
		npm install --prefix bench/$$peer --silent --no-audit --no-fund --no-package-lock; done; fi
	test -x bench/moviepy/$(BIN)/pip || $(PYTHON) -m venv bench/moviepy/$(VENV)
	bench/moviepy/$(BIN)/pip install --quiet --disable-pip-version-check --requirement bench/moviepy/requirements.txt
	touch $@

$(MUTANTS_READY): $(READY)
	$(INSTALL) --group mutants
	touch $@

clean:
	rm -rf $(VENV) build dist
