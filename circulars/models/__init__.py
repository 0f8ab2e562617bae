"""On paper, out: the register of numbers, the frozen paper, whom it addresses, who has signed for it."""

from circulars.models.numbers import NumberRegister, RegisteredNumber
from circulars.models.papers import Circular, CircularAudience, PaperBatch, Receipt, WorkPaper
from circulars.models.seals import Seal

__all__ = [
    "Circular",
    "CircularAudience",
    "NumberRegister",
    "PaperBatch",
    "Receipt",
    "RegisteredNumber",
    "Seal",
    "WorkPaper",
]
