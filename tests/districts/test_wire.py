"""The door to other machines: only those on the list, only once, never long."""

import socket
from datetime import UTC, datetime

import pytest

from districts.channels import wire
from districts.channels.talk import Request
from districts.channels.wire import NoAnswer, NotAllowed, OutOfReach, allowed, exchange
from tests.districts.chat_servers import chat_server
from tests.ports import free_port

NOW = datetime(2026, 11, 2, 0, 12, tzinfo=UTC)


@pytest.fixture
def server(settings):
    with chat_server(NOW) as running:
        settings.CHANNEL_ORIGINS_INSIDE = [running.origin]
        yield running


def post(url: str) -> Request:
    return Request(url, b"{}", headers={"Content-Type": "application/json"})


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/robot/send",
        "http://oapi.dingtalk.com/robot/send",  # not in the clear
        "https://oapi.dingtalk.com:8443/robot/send",
        "https://oapi.dingtalk.com@example.org/",
        "https://user:word@oapi.dingtalk.com/",
        "https://oapi.dingtalk.com.example.org/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "file:///etc/passwd",
        "gopher://oapi.dingtalk.com/",
        "//oapi.dingtalk.com/robot/send",
        "https://oapi.dingtalk.com:port/",
        "",
    ],
)
def test_only_what_is_on_the_list_is_called(url: str):
    with pytest.raises(NotAllowed):
        allowed(url)


def test_a_provider_is_called_over_https_at_its_own_port():
    address = allowed("https://OAPI.dingtalk.com/robot/send?access_token=x")

    assert (address.origin, address.path) == ("https://oapi.dingtalk.com", "/robot/send?access_token=x")


def test_a_machine_inside_is_called_only_as_it_is_listed(settings):
    settings.CHANNEL_ORIGINS_INSIDE = ["http://oa.local:8080"]

    assert allowed("http://oa.local:8080/hook").is_inside
    for other in ("http://oa.local/hook", "https://oa.local:8080/hook", "http://oa.local:80801/hook"):
        with pytest.raises(NotAllowed):
            allowed(other)


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.1.2.3", "224.0.0.1",
        "::1", "fd00::1", "fe80::1", "::ffff:10.0.0.1",
    ],
)  # fmt: skip
def test_a_listed_name_that_leads_inside_is_not_called(number: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda *args, **kwargs: [(2, 1, 6, "", ("203.0.114.7", 443)), (2, 1, 6, "", (number, 443))],
    )

    with pytest.raises(NotAllowed):
        exchange(post("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=x"))


def test_a_redirect_is_an_answer_and_not_followed(server):
    server.ills = ["before: redirect"]

    assert exchange(post(f"{server.origin}/hook")).status == 302
    assert server.asked == ["/hook"]


def test_nobody_listening_is_out_of_reach(settings):
    origin = f"http://127.0.0.1:{free_port()}"
    settings.CHANNEL_ORIGINS_INSIDE = [origin]

    with pytest.raises(OutOfReach):
        exchange(post(f"{origin}/hook"))


def test_silence_and_a_hung_up_line_are_no_answer_and_asked_once(server, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(wire, "READ_SECONDS", 1)
    for ill in ("silence", "hang up", "before: hang up"):
        server.ills = [ill]
        with pytest.raises(NoAnswer):
            exchange(post(f"{server.origin}/robot/send"))

    assert len(server.asked) == 3


def test_half_an_answer_and_a_flood_are_cut_and_not_understood(server):
    server.ills = ["half", "much"]

    half, flood = (exchange(post(f"{server.origin}/robot/send")) for _ in range(2))

    assert (half.status, half.said) == (200, None)
    assert (len(flood.body), flood.said) == (wire.ANSWER_BYTES, None)
