"""The bureau's channels in the year, and what their providers heard: an app, a robot, a webhook."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from districts.models import Channel, ChannelAccount, Message, User
from tests.districts.chat_servers import APP_SECRET, ROBOT_TOKEN, SECRET, WEBHOOK_SECRET, ChatServer
from tests.reminders.year.bureau import Bureau
from tests.reminders.year.tally import Heard

SOME = 4  # every so many people are written to in the app


def open_channels(bureau: Bureau, server: ChatServer) -> None:
    """The app for whoever chose it, the robot for the bureau's own people, the webhook for all."""
    app = _channel(bureau, "feishu_app", origin=server.origin, app_id="corp", agent="7", secret=APP_SECRET)
    robot = f"{server.origin}/cgi-bin/webhook/send?key={ROBOT_TOKEN}"
    _channel(bureau, "wecom_robot", reach="bureau", url=robot, secret=SECRET)
    _channel(bureau, "webhook", reach="all", url=f"{server.origin}/hook", secret=WEBHOOK_SECRET)
    people = User.objects.filter(memberships__district=bureau.district).distinct()
    ChannelAccount.objects.bulk_create(
        ChannelAccount(channel=app, person=person, account=person.username)
        for person in people
        if not person.pk % SOME
    )


def _channel(bureau: Bureau, kind: str, reach: str = "", **keys: str) -> Channel:
    facts = {"district": bureau.district, "owner": bureau.editor, "host": "127.0.0.1", "is_on": True}
    channel = Channel(name=kind, kind=kind, reach=reach, **facts)
    channel.keys = keys
    channel.save()
    return channel


class Ears:
    """What the providers showed, by person and day: a post they were sent twice under one key they show once."""

    def __init__(self, server: ChatServer) -> None:
        self.server, self.known = server, 0
        self.heard: Counter[Heard] = Counter()

    def listen(self, day: date) -> None:
        """What came since the last time came on this day."""
        with self.server.lock:
            new, self.known = self.server.taken[self.known :], len(self.server.taken)
        self.heard.update((way, who, day) for body in new for way, who in _told(body))

    @property
    def again(self) -> int:
        """Posts that came once more under their own key."""
        return sum(count - 1 for count in self.server.keys.values())


def _told(body: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if "receive_id" in body:
        assert json.loads(body["content"])["text"]
        yield "app", body["receive_id"]
    elif "data" in body:
        yield from (("webhook", letter["to"]) for letter in body["data"])
    else:
        lines = body["text"]["content"].splitlines()[1:-1]  # between the robot's own first and last line
        yield from (("robot", line.partition("：")[0]) for line in lines if not line.startswith("·"))


def owed_to_hear() -> tuple[set[Heard], set[Heard]]:
    """What the portal's rows say left by the channels, and what of it nobody can know: the robot's provider, asked
    when a worker died or the line broke, does not remember."""
    ways = {"feishu_app": "app", "wecom_robot": "robot", "webhook": "webhook"}
    owed, unknown = set(), set()
    rows = Message.objects.exclude(via=None).values_list("via__kind", "recipient__username", "key", "state")
    for kind, who, key, state in rows:
        heard = (ways[kind], who, date.fromisoformat(key.removeprefix("digest:")))
        owed.add(heard)
        if state == Message.State.UNKNOWN and kind == "wecom_robot":
            unknown.add(heard)
    return owed, unknown
