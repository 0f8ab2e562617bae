"""`make prove-render` in its short form, on the database and broker of this pass."""

from functools import partial

from tests.circulars.power_cuts import PowerCuts


def test_every_paper_is_made_once_though_its_workers_are_killed(start_worker):
    start = partial(start_worker, concurrency=1, may_log_errors=True, environment={"RENDER_AT_ONCE": "6"})

    tally = PowerCuts(start, ahead=2).run(2)

    assert (tally.missing, tally.partial, tally.doubled) == (0, 0, 0)
    assert tally.kills >= 2
    assert tally.papers >= 2
