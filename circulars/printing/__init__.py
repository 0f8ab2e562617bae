"""Composed pages drawn as a PDF: every glyph, rule and picture at its place, tagged and archival (PDF/A-3a).

The composer has settled where everything stands, so nothing is laid out here. Knows no Django.
"""

from circulars.printing.document import Said, print_pages, sketch_pages
from circulars.printing.marks import RED

__all__ = ["RED", "Said", "print_pages", "sketch_pages"]
