"""On paper, out: the register of numbers, the frozen paper, whom it addresses, who has signed for it."""

from circulars.models.disclosure import GONE, IndexSeries, Openness, Validity
from circulars.models.numbers import NumberRegister, RegisteredNumber
from circulars.models.papers import Circular, CircularAudience, Receipt
from circulars.models.public import TaskPlace
from circulars.models.seals import Seal
from circulars.models.work_papers import PaperBatch, WorkPaper

__all__ = [
    "GONE",
    "Circular",
    "CircularAudience",
    "IndexSeries",
    "NumberRegister",
    "Openness",
    "PaperBatch",
    "Receipt",
    "RegisteredNumber",
    "Seal",
    "TaskPlace",
    "Validity",
    "WorkPaper",
]
