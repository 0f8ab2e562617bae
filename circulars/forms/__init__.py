"""What people type about papers and numbers, as clean values."""

from circulars.forms.checking import CheckForm
from circulars.forms.disclosure import DisclosureForm, WithdrawForm
from circulars.forms.numbers import ElsewhereForm, FindNumbers, ReserveForm, VoidForm
from circulars.forms.papers import FindCirculars, FindPublic, IssueForm, PaperForm
from circulars.forms.seals import SealForm

__all__ = [
    "CheckForm",
    "DisclosureForm",
    "ElsewhereForm",
    "FindCirculars",
    "FindNumbers",
    "FindPublic",
    "IssueForm",
    "PaperForm",
    "ReserveForm",
    "SealForm",
    "VoidForm",
    "WithdrawForm",
]
