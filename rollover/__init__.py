"""Next year: a plan from last year's, from another bureau's or from a template, and what became of every task."""
