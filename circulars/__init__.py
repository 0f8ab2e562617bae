"""On paper, out: numbers, the frozen paper, PDF, receipts, the public page."""
