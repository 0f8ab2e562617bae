"""Talked over: remarks on a draft, suggested wording, contributions of offices, the check list before approval."""
