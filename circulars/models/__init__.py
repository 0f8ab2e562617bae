"""On paper, out: the register of numbers, the frozen paper, whom it addresses, who has signed for it."""

from circulars.models.disclosure import IndexSeries, Openness, Validity
from circulars.models.numbers import NumberRegister, RegisteredNumber
from circulars.models.papers import Circular, CircularAudience, PaperBatch, Receipt, WorkPaper
from circulars.models.public import TaskPlace
from circulars.models.seals import Seal

__all__ = [
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
