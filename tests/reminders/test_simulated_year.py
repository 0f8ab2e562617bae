"""The short form of `make prove-reminders`: some weeks of a small bureau, with real workers that are killed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from tests.districts.chat_servers import chat_server
from tests.districts.mail_server import mail_server
from tests.reminders.year import Size, Year
from tests.workers import Worker

pytestmark = pytest.mark.django_db(transaction=True)

WEEKS = Size(schools=10, offices=4, tasks=25, entries=12, days=19)


def test_what_is_owed_is_told_once_whoever_is_killed(start_worker: Callable[..., Any]):
    with mail_server() as server, chat_server(timezone.now()) as chats:

        def worker() -> Worker:
            ways = {
                "EMAIL_URL": f"smtp://127.0.0.1:{server.port}",
                "CHANNEL_ORIGINS_INSIDE": chats.origin,
            }
            started: Worker = start_worker(environment=ways, may_log_errors=True)
            return started

        tally = Year(WEEKS, server, chats, worker, trouble_every=5).live()

    assert tally.holds, (str(tally), tally.faults)
    assert tally.kills
    assert tally.heard
    assert len(tally.owed) == len(tally.sent) > 100
