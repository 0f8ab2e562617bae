"""What people type about papers and numbers, as clean values."""

from circulars.forms.numbers import FindNumbers, ReserveForm, VoidForm
from circulars.forms.papers import FindCirculars, IssueForm, PaperForm
from circulars.forms.seals import SealForm, unfit_sentence

__all__ = [
    "FindCirculars",
    "FindNumbers",
    "IssueForm",
    "PaperForm",
    "ReserveForm",
    "SealForm",
    "VoidForm",
    "unfit_sentence",
]
