"""Reads shaped for the pages of drafting."""
