"""What people type about papers and numbers, as clean values."""

from circulars.forms.numbers import FindNumbers, ReserveForm, VoidForm
from circulars.forms.papers import FindCirculars, IssueForm, PaperForm

__all__ = ["FindCirculars", "FindNumbers", "IssueForm", "PaperForm", "ReserveForm", "VoidForm"]
