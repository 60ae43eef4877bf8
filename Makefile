# Only Python ≥ 3.10 (with venv) and make are needed; for the tests see README.md.
PYTHON ?= python3
BIN := .venv/bin
INSTALL = $(BIN)/pip install --quiet --disable-pip-version-check --editable
INPUTS ?= samples
OUT ?= out

.PHONY: digest test app clean

digest: .venv/.core   ## an English digest of samples/ in out/ (INPUTS=..., OUT=...)
	$(BIN)/summarize digest $(INPUTS) --out $(OUT)

app: .venv/.app       ## the web demo
	$(BIN)/python app.py

test: .venv/.test     ## lint, types and tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

.venv/bin/python:
	@$(PYTHON) -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))' 2>/dev/null || \
		{ echo 'Python 3.10 or newer with its venv module is missing (try: make PYTHON=python3.12;'; \
		  echo 'on Debian or Ubuntu: apt install python3-venv).'; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.core: pyproject.toml | .venv/bin/python
	@echo 'Installing (once) ...'
	$(INSTALL) .
	@touch $@

.venv/.app: pyproject.toml | .venv/bin/python
	@echo 'Installing the web demo (once) ...'
	$(INSTALL) '.[app]'
	@touch $@

.venv/.test: pyproject.toml | .venv/bin/python
	@echo 'Installing what the tests need (once; torch is 200 MB) ...'
	$(INSTALL) '.[test]'
	@touch $@

clean:
	rm -rf .venv out build *.egg-info
