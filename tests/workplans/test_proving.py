"""The short form of `make prove-editing`."""

from __future__ import annotations

import pytest

from tests.access_walk import session_of
from tests.districts.factories import make_district
from tests.proving import Person, prove
from tests.workplans.factories import make_editor, make_plan


@pytest.mark.django_db(transaction=True)
def test_of_edits_at_the_same_moment_none_is_overwritten_unseen(live_site):
    district = make_district()
    editors = [make_editor(district), make_editor(district)]
    plan = make_plan(district, editors[0])

    tally = prove(
        [Person(live_site, session_of(editor)) for editor in editors],
        plan.pk,
        str(plan.tasks.earliest("pk").key),
        6,
    )

    assert str(tally) == "prove-editing pairs=6 silent_overwrites=0 refused=6 both_kept=6"
    assert tally.strange == []
