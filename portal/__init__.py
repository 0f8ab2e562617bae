"""The front door: workbench, search, health, demo data."""
