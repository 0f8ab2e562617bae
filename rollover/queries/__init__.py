"""Next year shaped for a page."""
