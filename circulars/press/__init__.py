"""From a paper to its PDF without harm: proofed first, then printed in a child process with limits.

A paper that makes the printer run wild fails alone: the worker that asked lives on and is told why. Nothing here
loads the printer itself, so pages and commands start quickly. Knows no Django.
"""

from circulars.press.failure import PaperFailed
from circulars.press.parent import (
    MEMORY_LIMIT,
    TIME_LIMIT,
    Preview,
    PrintedPaper,
    preview_paper,
    print_paper,
)
from circulars.press.press import BEAT
from circulars.press.proof import proof

__all__ = [
    "BEAT",
    "MEMORY_LIMIT",
    "TIME_LIMIT",
    "PaperFailed",
    "Preview",
    "PrintedPaper",
    "preview_paper",
    "print_paper",
    "proof",
]
