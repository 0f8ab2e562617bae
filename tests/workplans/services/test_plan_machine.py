"""The short form of `make prove-approval`."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.workplans.plan_machine import PlanLife, Tally


@pytest.mark.django_db
def test_whatever_is_tried_on_the_way_to_issue_and_after_no_text_is_lost_and_no_step_is_illegal(monkeypatch):
    tally = Tally()
    monkeypatch.setattr(PlanLife, "tally", tally)
    calm = settings(
        max_examples=6,
        stateful_step_count=15,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )

    run_state_machine_as_test(PlanLife, settings=calm)

    assert (tally.illegal, tally.lost, tally.misnumbered) == (0, 0, 0)
    assert tally.steps > 60
    assert tally.issued > 0
    assert tally.refused > 0
