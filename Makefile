# The two commands of the README. Each sets everything up by itself in .venv.
PYTHON ?= $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11,$(shell \
	$(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(name))))
BIN := .venv/bin
BUILD := build
DIST := dist
INSTALL = $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement
LOCK = .venv/lock/bin/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-strip-extras --no-emit-index-url \
	--no-emit-find-links pyproject.toml

.PHONY: crawl test check lint screenshots dist egg lock clean

crawl: .venv/ready
	$(BIN)/scrapy crawl replay -L WARNING -O out/items.jsonl -O out/items.json -O out/items.csv -O out/items.xml

test: .venv/ready-to-test lint
	$(BIN)/pytest --numprocesses auto --dist worksteal --cov --cov-report=term-missing:skip-covered $(PYTEST)

check: .venv/ready-to-test lint ## In under a minute: lint, types, and the tests that start no process, for a change of a site's file.
	$(BIN)/pytest --numprocesses auto --dist worksteal --hypothesis-profile check -m "not runs"

lint: .venv/ready-to-test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

screenshots: .venv/ready-to-test ## The pictures of the READMEs that show our own pages, with Chromium.
	$(BIN)/python docs/picture/screenshots.py

dist: .venv/ready-to-test ## dist/qingliu-VERSION-py3-none-any.whl, for pip.
	rm -rf $(BUILD)/wheel && mkdir -p $(BUILD)/wheel $(DIST)
	$(BIN)/python -W ignore setup.py --quiet egg_info --egg-base $(BUILD)/wheel build --build-base $(BUILD)/wheel \
		bdist_wheel --bdist-dir $(BUILD)/wheel/all --dist-dir $(DIST)

egg: .venv/ready-to-test ## For scrapyd: dist/qingliu.egg.
	rm -rf $(BUILD)/egg && mkdir -p $(BUILD)/egg $(DIST)
	$(BIN)/python -W ignore setup.py --quiet egg_info --egg-base $(DIST) \
		build --build-base $(BUILD)/egg bdist_egg --bdist-dir $(BUILD)/egg/all --dist-dir $(BUILD)/egg
	mv $(BUILD)/egg/qingliu-*.egg $(DIST)/qingliu.egg && rm -rf $(DIST)/qingliu.egg-info

.venv/ready: requirements.lock | .venv/bin/pip
	$(INSTALL) requirements.lock
	touch $@

.venv/ready-to-test: requirements-dev.lock | .venv/bin/pip
	$(INSTALL) requirements-dev.lock
	touch $@

.venv/bin/pip:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed" >&2; exit 1; }
	$(PYTHON) -m venv .venv

lock: ## Pin what pyproject.toml asks for: names, versions and hashes only.
	$(PYTHON) -m venv .venv/lock
	.venv/lock/bin/pip install --quiet --disable-pip-version-check uv
	$(LOCK) --upgrade --extra all --extra dev --output-file requirements-dev.lock
	$(LOCK) --constraint requirements-dev.lock --output-file requirements.lock

clean:
	rm -rf .venv out build dist
