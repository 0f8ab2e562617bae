"""What people type about papers and numbers, as clean values."""

from circulars.forms.checking import CheckForm
from circulars.forms.disclosure import DisclosureForm, WithdrawForm
from circulars.forms.finding import FindCirculars, FindPublic
from circulars.forms.issuing import IssueForm
from circulars.forms.numbers import BeginForm, ElsewhereForm, FindNumbers, ReserveForm, VoidForm
from circulars.forms.repealing import RepealForm, RestoreForm
from circulars.forms.seals import SealForm
from circulars.forms.work_papers import PaperForm

__all__ = [
    "BeginForm",
    "CheckForm",
    "DisclosureForm",
    "ElsewhereForm",
    "FindCirculars",
    "FindNumbers",
    "FindPublic",
    "IssueForm",
    "PaperForm",
    "RepealForm",
    "ReserveForm",
    "RestoreForm",
    "SealForm",
    "VoidForm",
    "WithdrawForm",
]
