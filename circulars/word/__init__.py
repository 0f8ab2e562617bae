"""The paper's Word twin. The only door by which Word leaves; `intake/reading/` is the one by which it enters."""

from circulars.word.twin import word_twin

__all__ = ["word_twin"]
