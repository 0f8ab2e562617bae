from progress.models.extensions import Extension
from progress.models.reports import Report

__all__ = ["Extension", "Report"]
