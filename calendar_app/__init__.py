"""When: calendar entries, working days, month pages."""
