# Everything is installed into this checkout (.venv/, node_modules/) and pinned by requirements/*.lock and
# package-lock.json. What each target does stands in tools/.

PORT ?= 8000
# For pytest: make test ARGS="tests/exports -k fhir -x". For the benches: make bench ARGS="build --pages 1,200"
ARGS ?=

# The theme's authors announce MkDocs 2 at every build; requirements/site.in keeps to MkDocs 1.
export NO_MKDOCS_2_WARNING = 1

.PHONY: help site serve host check test bench mutate lint fmt lock clean distclean
.NOTPARALLEL:

help: ## list the targets (the default)
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1@\2/p' Makefile | awk -F@ '{ printf "%-18s%s\n", $$1, $$2 }'

site: ## build the site into site/
	@tools/setup.sh site
	@tools/build-site.sh
	@printf '\nThe site is %s\nTo see it: make serve, then http://localhost:8000/\n' "$(CURDIR)/site/index.html"

serve: ## serve the site on http://localhost:8000 (PORT=8001 for another); pages follow every change by themselves
	@tools/setup.sh site
	@exec .venv/bin/python -m site_plugins.preview --port $(PORT)

host: ## build the site and serve it as a web host does, with the copy for use without a network
	@tools/setup.sh site
	@tools/build-site.sh
	@exec .venv/bin/python tools/serve.py --port $(PORT)

check: ## run the linters and every test that needs neither a browser nor Pyodide: three minutes
	@tools/setup.sh test
	@tools/test.sh --check

test: ## run the linters and every test: twenty-five minutes (ARGS="tests/exports -x" runs those tests alone)
	@tools/setup.sh test
	@tools/test.sh $(ARGS)

bench: ## measure us and our peers (ARGS="build --pages 1,200" for a part); docs/bench.md says how to read it
	@tools/setup.sh test
	@tools/bench.sh $(ARGS)

mutate: ## edit the code wrongly, a bit at a time, and see whether tests notice (ARGS="edits loinc" for some); hours
	@tools/setup.sh test
	@tools/mutate.sh $(ARGS)

lint: ## run the linters (ARGS=mypy for one; tools/lint.sh lists them)
	@tools/setup.sh test
	@tools/lint.sh $(ARGS)

fmt: ## format the Python and mend what the linters can
	@tools/setup.sh test
	@-.venv/bin/ruff check --fix-only
	@.venv/bin/ruff format
	@.venv/bin/node node_modules/eslint/bin/eslint.js --fix --no-error-on-unmatched-pattern .

lock: ## write the lock files anew after an edit of requirements/*.in or package.json (UPGRADE=1: newest)
	@tools/setup.sh lock
	@tools/lock.sh

clean: ## remove what was built, and the caches
	@rm -rf site build dist .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . \( -name .venv -o -name .python -o -name node_modules \) -prune -o -name __pycache__ -prune -exec rm -rf {} +

distclean: clean ## remove what was installed as well
	@rm -rf .venv .python node_modules
