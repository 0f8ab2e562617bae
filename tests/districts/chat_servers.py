"""The chat providers in miniature, on this machine: they check signatures, count the minute, know tokens and duplicates,
refuse with the codes of the real ones, and fall ill when told to."""

from __future__ import annotations

import json
import ssl
import threading
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from hmac import compare_digest, digest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

SECRET = "SEC0f5e1d"
WEBHOOK_SECRET = "whsec_" + b64encode(b"twenty-four bytes of key").decode()
ROBOT_TOKEN, APP_SECRET = "robot-key-1", "app-secret-1"
HOUR = timedelta(hours=1)


class ChatServer(ThreadingHTTPServer):
    """`taken`: what a person or a group got to see; `asked`: every request; `ills`: how the next ones go wrong."""

    daemon_threads = True
    scheme = "http"

    def __init__(self, clock: datetime) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.clock = clock
        self.taken: list[dict[str, Any]] = []
        self.bodies: list[bytes] = []
        self.asked: list[str] = []
        self.keys: Counter[str] = Counter()
        self.ills: list[str] = []
        self.calm = threading.Event()  # ends a silence
        self.moments: list[datetime] = []
        self.silent_until = clock
        self.token, self.tokens_given = "token-1", 0
        self.strangers: set[str] = set()
        self.busiest = 0
        self.lock = threading.Lock()

    @property
    def origin(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.server_address[1]}"

    def is_too_fast(self, most: int) -> bool:
        """Counts this request among those of the last minute."""
        self.moments = [one for one in self.moments if self.clock - one < timedelta(minutes=1)]
        self.moments.append(self.clock)
        self.busiest = max(self.busiest, len(self.moments))
        return len(self.moments) > most


class Conversation(BaseHTTPRequestHandler):
    server: ChatServer

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 -- the library's own name
        pass

    def do_GET(self) -> None:
        self.meet(b"")

    def do_POST(self) -> None:
        self.meet(self.rfile.read(int(self.headers.get("Content-Length", 0))))

    def meet(self, body: bytes) -> None:
        parts = urlsplit(self.path)
        self.query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        with self.server.lock:
            self.server.asked.append(parts.path)
            ill = self.server.ills.pop(0) if self.server.ills else ""
            if not ill.startswith("before"):
                said, status, headers = self.answer(parts.path, body)
        match ill:
            case "before: hang up":
                self.close_connection = True
            case "before: 500":
                self.say(b"oops", 500)
            case "before: redirect":
                self.say(b"", 302, {"Location": f"{self.server.origin}/elsewhere"})
            case "silence":
                self.server.calm.wait(60)
            case "hang up":
                self.close_connection = True
            case "half":
                self.wfile.write(
                    b"HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n" + json.dumps(said).encode()[:9]
                )
                self.close_connection = True
            case "much":
                self.say(b" " * 300_000 + json.dumps(said).encode(), status, headers)
            case _:
                self.say(json.dumps(said).encode(), status, headers)

    def say(self, body: bytes, status: int = 200, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def answer(self, path: str, raw: bytes) -> tuple[Any, int, dict[str, str]]:
        body = json.loads(raw) if raw else {}
        if path == "/hook":
            return self.webhook(raw, body)
        routes = {
            "/robot/send": self.dingtalk_robot,
            "/gettoken": self.give_token,
            "/topapi/message/corpconversation/asyncsend_v2": self.dingtalk_notice,
            "/cgi-bin/webhook/send": self.wecom_robot,
            "/cgi-bin/gettoken": self.give_token,
            "/cgi-bin/message/send": self.wecom_message,
            f"/open-apis/bot/v2/hook/{ROBOT_TOKEN}": self.feishu_robot,
            "/open-apis/auth/v3/tenant_access_token/internal": self.feishu_token,
            "/open-apis/im/v1/messages": self.feishu_message,
        }
        if path not in routes:
            return {"code": 19001, "msg": "param invalid: incoming webhook access token invalid"}, 200, {}
        return routes[path](raw, body)

    def take(self, body: dict[str, Any], raw: bytes) -> None:
        self.server.taken.append(body)
        self.server.bodies.append(raw)

    def take_once(self, key: str, body: dict[str, Any], raw: bytes) -> None:
        """What a provider that remembers does with the same post: it is taken, and shown once."""
        self.server.keys[key] += 1
        self.server.bodies.append(raw)
        if self.server.keys[key] == 1:
            self.server.taken.append(body)

    def dingtalk_robot(self, raw: bytes, body: dict[str, Any]) -> tuple[Any, int, dict[str, str]]:
        server = self.server
        if self.query.get("access_token") != ROBOT_TOKEN:
            return {"errcode": 300005, "errmsg": "token is not exist"}, 200, {}
        stamp = self.query.get("timestamp", "0")
        sign = b64encode(digest(SECRET.encode(), f"{stamp}\n{SECRET}".encode(), sha256)).decode()
        age = server.clock.timestamp() * 1000 - int(stamp)
        if self.query.get("sign") != sign or abs(age) > 3_600_000:
            return {"errcode": 310000, "errmsg": "sign not match"}, 200, {}
        if server.clock < server.silent_until:
            return {"errcode": 410100, "errmsg": "发送速度太快而限流"}, 200, {}
        if server.is_too_fast(20):
            server.silent_until = server.clock + timedelta(minutes=10)
            return {"errcode": 130101, "errmsg": "send too fast, exceed 20 times per minute"}, 200, {}
        self.take(body, raw)
        return {"errcode": 0, "errmsg": "ok"}, 200, {}

    def wecom_robot(self, raw: bytes, body: dict[str, Any]) -> tuple[Any, int, dict[str, str]]:
        if self.query.get("key") != ROBOT_TOKEN:
            return {"errcode": 93000, "errmsg": "invalid webhook url, hint: [1]"}, 200, {}
        if self.server.is_too_fast(20):
            return {"errcode": 45009, "errmsg": "api freq out of limit, hint: [2]"}, 200, {}
        if len(body["text"]["content"].encode()) > 2048:
            return {"errcode": 45002, "errmsg": "content size out of limit"}, 200, {}
        self.take(body, raw)
        return {"errcode": 0, "errmsg": "ok"}, 200, {}

    def feishu_robot(self, raw: bytes, body: dict[str, Any]) -> tuple[Any, int, dict[str, str]]:
        stamp = str(body.get("timestamp", "0"))
        sign = b64encode(digest(f"{stamp}\n{SECRET}".encode(), b"", sha256)).decode()
        if body.get("sign") != sign or abs(self.server.clock.timestamp() - int(stamp)) > 3600:
            return {"code": 19021, "msg": "sign match fail or timestamp is not within one hour"}, 200, {}
        if len(raw) > 20_000:
            return {"code": 9499, "msg": "Bad Request"}, 200, {}
        if self.server.is_too_fast(100):
            return {"code": 11232, "msg": "frequency limited"}, 429, {"x-ogw-ratelimit-reset": "52"}
        self.take(body, raw)
        return {"code": 0, "msg": "success", "data": {}}, 200, {}

    def give_token(self, raw: bytes, body: dict[str, Any]) -> tuple[Any, int, dict[str, str]]:
        secret = self.query.get("corpsecret") or self.query.get("appsecret")
        if secret != APP_SECRET:
            return {"errcode": 40001, "errmsg": "invalid credential"}, 200, {}
        self.server.tokens_given += 1
        return {"errcode": 0, "errmsg": "ok", "access_token": self.server.token, "expires_in": 7200}, 200, {}

    def wecom_message(self, raw: bytes, body: dict[str, Any]) -> tuple[Any, int, dict[str, str]]:
        if self.query.get("access_token") != self.server.token:
            return {"errcode": 42001, "errmsg": "access_token expired"}, 200, {}
        if body["touser"] in self.server.strangers:
            said = {"errcode": 81013, "errmsg": "user & party & tag all invalid"}
            return said, 200, {}
        assert body["enable_duplicate_check"] == 1
        self.take_once(sha256(raw).hexdigest(), body, raw)
        return {"errcode": 0, "errmsg": "ok", "msgid": "m1"}, 200, {}

    def dingtalk_notice(self, raw: bytes, body: dict[str, Any]) -> tuple[Any, int, dict[str, str]]:
        if self.query.get("access_token") != self.server.token:
            said = {
                "errcode": 88,
                "sub_code": "40014",
                "sub_msg": "不合法的access_token",
                "errmsg": "ding talk error",
            }
            return said, 200, {}
        if body["userid_list"] in self.server.strangers:
            return {"errcode": 33012, "errmsg": "无效的USERID"}, 200, {}
        self.take_once(sha256(raw).hexdigest(), body, raw)
        return {"errcode": 0, "task_id": 1, "request_id": "r1"}, 200, {}

    def feishu_token(self, raw: bytes, body: dict[str, Any]) -> tuple[Any, int, dict[str, str]]:
        if body.get("app_secret") != APP_SECRET:
            return {"code": 10014, "msg": "app secret invalid"}, 200, {}
        self.server.tokens_given += 1
        return {"code": 0, "msg": "ok", "tenant_access_token": self.server.token, "expire": 7200}, 200, {}

    def feishu_message(self, raw: bytes, body: dict[str, Any]) -> tuple[Any, int, dict[str, str]]:
        if self.headers["Authorization"] != f"Bearer {self.server.token}":
            return {"code": 99991663, "msg": "Invalid access token for authorization."}, 400, {}
        if body["receive_id"] in self.server.strangers:
            return {"code": 230013, "msg": "Bot has NO availability to this user."}, 400, {}
        self.take_once(body["uuid"], body, raw)
        return {"code": 0, "msg": "success", "data": {"message_id": "om_1"}}, 200, {}

    def webhook(self, raw: bytes, body: dict[str, Any]) -> tuple[Any, int, dict[str, str]]:
        name, stamp = self.headers["webhook-id"], self.headers["webhook-timestamp"]
        key = b64decode(WEBHOOK_SECRET.removeprefix("whsec_"))
        sign = "v1," + b64encode(digest(key, f"{name}.{stamp}.".encode() + raw, sha256)).decode()
        fresh = abs(self.server.clock.timestamp() - int(stamp)) < 300
        if not (fresh and compare_digest(self.headers["webhook-signature"], sign)):
            return {"error": "signature"}, 401, {}
        assert self.headers["Idempotency-Key"] == name == body["id"]
        self.take_once(name, body, raw)
        return {}, 200, {}


def self_signed(folder: Path) -> ssl.SSLContext:
    """What a server shows whose certificate nobody but itself vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + HOUR)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, SHA256())
    )
    plain = (PrivateFormat.PKCS8, NoEncryption())
    pem = folder / "server.pem"
    pem.write_bytes(key.private_bytes(Encoding.PEM, *plain) + certificate.public_bytes(Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context


@contextmanager
def chat_server(clock: datetime, tls: ssl.SSLContext | None = None) -> Iterator[ChatServer]:
    with ChatServer(clock) as server:
        if tls:
            server.scheme = "https"
            server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        try:
            yield server
        finally:
            server.calm.set()
            server.shutdown()
