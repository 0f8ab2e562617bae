"""通知渠道: added, changed, tried, switched; what was sent; one's own choice of a way."""

from datetime import UTC, datetime
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from districts.models import AuditEntry, Channel, ChannelAccount, Message, Post
from tests.districts.chat_servers import APP_SECRET, ROBOT_TOKEN, ChatServer, chat_server
from tests.districts.factories import make_administrator, make_district, make_office, make_user, signed_in
from tests.districts.test_posting import add, owe, run
from tests.polling import wait_for

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 2, 0, 12, tzinfo=UTC)


@pytest.fixture
def server(settings):
    with chat_server(NOW) as running:
        settings.CHANNEL_ORIGINS_INSIDE = [running.origin]
        yield running


@pytest.fixture
def keeper():
    return make_administrator(make_district())


@pytest.fixture
def client(keeper):
    return signed_in(keeper)


def type_in(client: Client, page: str, args: list[Any], **typed: Any) -> Any:
    return client.post(reverse(page, args=args), typed)


def robot(server: ChatServer, **typed: Any) -> dict[str, Any]:
    url = f"{server.origin}/cgi-bin/webhook/send?key={ROBOT_TOKEN}"
    return {"name": "机关工作群", "reach": "bureau", "url": url} | typed


def test_a_robot_is_added_tried_and_switched_on(client, server, keeper):
    type_in(client, "channel_add", ["wecom_robot"], **robot(server))
    channel = Channel.objects.get()
    assert (channel.is_on, channel.owner) == (False, keeper)

    type_in(client, "channel_try", [channel.pk])
    assert "试发已进入队列" in client.get(f"/channels/{channel.pk}/").content.decode()
    run(server, NOW)  # also while it is off, and without an hour's wait
    assert "试发已送达" in client.get(f"/channels/{channel.pk}/").content.decode()
    type_in(client, "channel_switch", [channel.pk], to="on")

    channel.refresh_from_db()
    assert (channel.is_on, len(server.taken)) == (True, 1)


def test_no_page_and_no_line_of_the_trail_tells_a_key(client, server):
    typed = robot(server, secret="")
    type_in(client, "channel_add", ["wecom_robot"], **typed)
    channel = Channel.objects.get()
    other = typed["url"].replace(ROBOT_TOKEN, "another-key-2")

    page = client.get(f"/channels/{channel.pk}/").content.decode()
    form = {"version": channel.version, "name": "改名", "reach": "bureau", "url": other}
    type_in(client, "channel", [channel.pk], **form)
    page += (
        client.get(f"/channels/{channel.pk}/").content.decode() + client.get("/channels/").content.decode()
    )
    told = str(list(AuditEntry.objects.values_list("before", "after")))

    channel.refresh_from_db()
    assert channel.keys["url"] == other
    for secret in (ROBOT_TOKEN, "another-key-2"):
        assert secret not in page + told + channel.sealed_keys


def test_a_key_left_empty_stays(client, server):
    type_in(client, "channel_add", ["wecom_robot"], **robot(server))
    channel = Channel.objects.get()

    type_in(client, "channel", [channel.pk], version=1, name="改名", reach="schools", url="")

    channel.refresh_from_db()
    assert (channel.name, channel.reach, ROBOT_TOKEN in channel.keys["url"]) == ("改名", "schools", True)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/cgi-bin/webhook/send?key=1",  # not on the list
        "http://127.0.0.1:9/cgi-bin/webhook/send?key=1",
        "https://qyapi.weixin.qq.com/cgi-bin/gettoken",  # not a robot's
        "",
    ],
)
def test_an_address_that_leads_elsewhere_is_not_taken(client, server, url):
    answer = type_in(client, "channel_add", ["wecom_robot"], **robot(server, url=url))

    assert "url" in answer.context["form"].errors
    assert not Channel.objects.exists()


def test_an_office_s_group_names_its_office(client, server, keeper):
    office, foreign = make_office(keeper.seats[0].district), make_office(make_district())

    for wrong in ("", foreign.pk):
        answer = type_in(
            client, "channel_add", ["wecom_robot"], **robot(server, reach="office", office=wrong)
        )
        assert "office" in answer.context["form"].errors
    type_in(client, "channel_add", ["wecom_robot"], **robot(server, reach="office", office=office.pk))

    assert Channel.objects.get().office == office


def test_a_stale_change_is_shown_and_not_made(client, server):
    type_in(client, "channel_add", ["wecom_robot"], **robot(server))
    channel = Channel.objects.get()
    Channel.objects.update(version=2, name="别人改的")

    answer = type_in(client, "channel", [channel.pk], version=1, name="我改的", reach="bureau", url="")

    assert "别人改的" in answer.content.decode()
    channel.refresh_from_db()
    assert channel.name == "别人改的"


def test_outcomes_are_found_and_what_is_unknown_is_sent_once_more(client, server, keeper):
    district = keeper.seats[0].district
    add(server, "wecom_robot", keeper)
    person = make_user(district)
    owe([person])
    server.ills = ["half"]
    run(server, NOW.replace(hour=2))
    row = Message.objects.get(channel="group")

    found = client.get("/channels/outcomes/", {"state": "unknown", "q": str(person)}).content.decode()
    assert "再发一次" in found
    assert "再发一次" not in client.get("/channels/outcomes/", {"state": "sent"}).content.decode()
    type_in(client, "message_again", [row.pk])
    run(server, NOW.replace(hour=3))

    row.refresh_from_db()
    assert (row.state, len(server.taken)) == ("sent", 2)


def test_pages_ask_the_database_as_often_for_one_as_for_thirty(
    client, server, keeper, django_assert_max_num_queries
):
    district = keeper.seats[0].district
    for number in range(30):
        add(server, "wecom_robot", keeper, name=f"群{number}", is_on=number < 2)
    owe([make_user(district) for _ in range(30)])

    for page in ("/channels/", "/channels/outcomes/"):
        with django_assert_max_num_queries(8):
            assert client.get(page).status_code == 200


def test_a_person_chooses_a_way_and_leaves_it(server, keeper):
    district = keeper.seats[0].district
    channel = add(server, "wecom_app", keeper, name="企业微信")
    add(server, "wecom_app", make_administrator(make_district()), name="别处")
    person = make_user(district)
    own = signed_in(person)

    assert "别处" not in own.get("/account/reminders/").content.decode()
    own.post("/account/reminders/", {"hour": "", f"account_{channel.pk}": " lu.ys "})
    owe([person])
    run(server, NOW)

    assert [one["touser"] for one in server.taken] == ["lu.ys"]
    assert 'value="lu.ys"' in own.get("/account/reminders/").content.decode()
    own.post("/account/reminders/", {"hour": "", f"account_{channel.pk}": ""})
    assert not ChannelAccount.objects.exists()


def test_a_channel_is_tried_from_the_command_line(server, keeper):
    channel = add(server, "wecom_app", keeper, is_on=False)
    said = StringIO()

    call_command("send_messages", "--try", str(channel.pk), "--account", "lu", stdout=said)

    assert (said.getvalue().strip(), Post.objects.get().account) == ("渠道: sent", "lu")
    assert APP_SECRET not in said.getvalue()


@pytest.mark.django_db(transaction=True)
def test_a_real_worker_sends_the_trial_when_the_bell_rings(start_worker, server, keeper):
    start_worker(environment={"CHANNEL_ORIGINS_INSIDE": server.origin})
    channel = add(server, "webhook", keeper)
    server.clock = datetime.now(UTC)

    type_in(signed_in(keeper), "channel_try", [channel.pk])

    wait_for(lambda: Post.objects.filter(state="sent").exists(), what="the trial to be sent")
    assert len(server.taken) == 1
