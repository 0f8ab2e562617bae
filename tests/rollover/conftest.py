import pytest

from districts.models import District, User
from tests.districts.factories import make_district
from tests.workplans.factories import make_editor


@pytest.fixture
def district(db: None) -> District:
    return make_district("临溪县")


@pytest.fixture
def editor(district: District) -> User:
    return make_editor(district)
