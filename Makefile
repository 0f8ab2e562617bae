# What people do with the portal. The work itself is in scripts/; this is the list of its names.
.DEFAULT_GOAL := help
.PHONY: help setup run demo fix check test screenshots prove-editing prove-approval prove-reminders prove-numbers prove-render bench-editor bench-render papers twins

help: ## list these targets
	@grep -hE '^[a-z][a-z-]*:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

setup: ## install what is missing to run the portal (system packages, .venv, fonts, translations)
	@scripts/setup.sh run

run: ## start the portal with demo data; PORT=8001 changes the port, Ctrl-C stops it
	@scripts/setup.sh run && exec .venv/bin/python scripts/run.py

demo: ## load the demo data and print its accounts, without starting anything
	@scripts/setup.sh run && .venv/bin/python scripts/run.py --only-demo

fix: ## format the code and mend what the linter can mend
	@scripts/setup.sh test && .venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format .

check: ## everything a change must pass: style, types, contracts, translations, then make test
	@scripts/check.sh

test: ## the whole test suite, on SQLite and then on PostgreSQL with Redis; ARGS="-k word" narrows it
	@scripts/test.sh $(ARGS)

screenshots: ## take the pictures in docs/screenshots again
	@scripts/setup.sh test && .venv/bin/python scripts/screenshots.py

prove-editing: ## 50 pairs of edits at the same moment, on SQLite and on PostgreSQL; PAIRS=6 is a short form
	@scripts/setup.sh test && .venv/bin/python scripts/prove_editing.py $(or $(PAIRS),50) && scripts/with_services.sh .venv/bin/python scripts/prove_editing.py $(or $(PAIRS),50)

prove-approval: ## 5,000 steps of a plan's life by five people in any order; STEPS=200 is a short form
	@scripts/setup.sh test && .venv/bin/python scripts/prove_approval.py $(or $(STEPS),5000)

prove-reminders: ## 13 months of reminders: two workers, killed at random, three beats; DAYS=30 is a short form
	@scripts/setup.sh test && scripts/with_services.sh .venv/bin/python scripts/prove_reminders.py $(or $(DAYS),396)

prove-numbers: ## 500 papers issued by 20 processes at once, some killed, on SQLite and on PostgreSQL; PAPERS=60 is a short form
	@scripts/setup.sh test && .venv/bin/python scripts/prove_numbers.py $(or $(PAPERS),500) && scripts/with_services.sh .venv/bin/python scripts/prove_numbers.py $(or $(PAPERS),500)

prove-render: ## 150 kills of workers in the middle of printing, on PostgreSQL with Redis; KILLS=10 is a short form
	@scripts/setup.sh test && scripts/with_services.sh .venv/bin/python scripts/prove_render.py $(or $(KILLS),150)

bench-editor: ## how quickly a plan of 300 tasks opens and reacts in a browser
	@scripts/setup.sh test && .venv/bin/python scripts/bench_editor.py

bench-render: ## seconds a page hot and cold beside LibreOffice and Typst; SCHOOLS lists by one worker and by two
	@scripts/setup.sh test && scripts/with_services.sh .venv/bin/python scripts/bench_render.py $(or $(ROUNDS),5) $(or $(SCHOOLS),500)

papers: ## every kind of paper of the demo and of the plans in ../shared/seeds, with contact sheets, into var/papers; ARGS="'003-*/breakdown'" narrows it
	@scripts/setup.sh test && .venv/bin/python scripts/make_papers.py $(ARGS)

twins: ## the Word twins of all those papers: on how many pages LibreOffice prints them, beside the PDFs, in a table
	@scripts/setup.sh test && .venv/bin/python scripts/make_papers.py --twins $(ARGS)
