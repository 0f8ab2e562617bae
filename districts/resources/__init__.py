"""Rows that go out to Excel and come back: what their columns are called, what may stand in them."""

from districts.resources.bureaus import DistrictResource
from districts.resources.columns import (
    Choices,
    Column,
    Days,
    Months,
    Names,
    Numbers,
    Text,
    YesNo,
)
from districts.resources.offices import OfficeResource
from districts.resources.people import NewAccount, PersonResource
from districts.resources.rows import RowChange, RowsResource
from districts.resources.schools import SchoolResource

__all__ = [
    "Choices",
    "Column",
    "Days",
    "DistrictResource",
    "Months",
    "Names",
    "NewAccount",
    "Numbers",
    "OfficeResource",
    "PersonResource",
    "RowChange",
    "RowsResource",
    "SchoolResource",
    "Text",
    "YesNo",
]
