"""Input → clean values."""

from districts.forms.finding import FindOffices, FindPeople, FindSchools, FindTrail
from districts.forms.people import AdministratorForm, ContactForm, NewPersonForm, PersonForm, SeatForm
from districts.forms.places import DistrictForm, MergeForm, NewDistrictForm, OfficeForm, SchoolForm

__all__ = [
    "AdministratorForm",
    "ContactForm",
    "DistrictForm",
    "FindOffices",
    "FindPeople",
    "FindSchools",
    "FindTrail",
    "MergeForm",
    "NewDistrictForm",
    "NewPersonForm",
    "OfficeForm",
    "PersonForm",
    "SchoolForm",
    "SeatForm",
]
