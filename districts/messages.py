"""Messages out: written with the change they tell of, sent afterwards, once."""

import logging
import smtplib
import socket
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from time import monotonic
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import F, Q

from districts.models import Message, User
from districts.posting.owing import rows_through_channels

LEASE = timedelta(minutes=5)
GIVE_UP_AFTER = 8
BATCH = 200
# Trouble with the server or our account there, not with one message.
OUT_OF_REACH = (
    ConnectionError,
    TimeoutError,
    socket.gaierror,
    smtplib.SMTPServerDisconnected,
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPAuthenticationError,
    smtplib.SMTPSenderRefused,
)

logger = logging.getLogger(__name__)


def post_message(
    *,
    to: Iterable[User],
    key: str,
    subject: str,
    body: str,
    link: str = "",
    now: datetime,
    by_email: bool = True,
    for_groups: str = "",
) -> list[Message]:
    """Owe a message to each of `to`: in the portal at once, by e-mail where an address is known and wanted, and
    through the app they chose. `for_groups`: what robots say of it in the groups that hear of these people; empty for
    what is nobody else's business.

    Writing the same `key` again writes nothing. Call it inside the transaction of the act it tells of;
    nothing leaves before the commit, because sending reads committed rows.
    """
    to = list(to)
    subject = subject[:120]
    rows = rows_through_channels(
        to=to, key=key, subject=subject, body=body, for_groups=for_groups, link=link, now=now
    )
    for user in to:
        rows.append(
            Message(
                recipient=user, channel=Message.Channel.PORTAL, key=key, subject=subject, body=body, link=link,
                state=Message.State.SENT, sent_at=now, created_at=now,
            )
        )  # fmt: skip
        if user.email and by_email:
            rows.append(
                Message(
                    recipient=user,
                    channel=Message.Channel.EMAIL,
                    key=key,
                    subject=subject,
                    body=body,
                    link=link,
                    created_at=now,
                )
            )
    return Message.objects.bulk_create(rows, ignore_conflicts=True)


def deliver_messages(*, now: datetime) -> int:
    """Send the e-mail that is owed; returns how many went out.

    Each message is claimed with a lease, sent under a Message-ID that follows from its key, and marked.
    A crash between sending and marking sends it again under the same Message-ID: at least once outside,
    exactly once inside. A mail server out of reach costs no message an attempt: the run stops, the next goes on.
    """
    waiting = Message.objects.filter(_owed(now), channel=Message.Channel.EMAIL).order_by("pk")
    sent = 0
    began = monotonic()
    connection = get_connection()
    try:
        for pk in waiting.values_list("pk", flat=True)[:BATCH]:
            # A slow server makes a run outlast a lease: each lease begins when its message is claimed.
            message = _claimed(pk, now + timedelta(seconds=monotonic() - began))
            if message is None:
                continue  # another worker has it
            try:
                connection.open()
                connection.send_messages([_as_email(message)])
            except OUT_OF_REACH as trouble:
                logger.warning("The mail server is out of reach: %s", trouble)
                Message.objects.filter(pk=pk).update(attempts=F("attempts") - 1, outcome=str(trouble)[:200])
                break
            except OSError as refusal:  # smtplib's errors are OSErrors too
                _note_refusal(message, str(refusal))
            else:
                Message.objects.filter(pk=pk).update(
                    state=Message.State.SENT, sent_at=now, lease_until=None, outcome=""
                )
                sent += 1
    finally:
        connection.close()
    return sent


def _owed(now: datetime) -> Q:
    return Q(state=Message.State.WAITING) | Q(state=Message.State.SENDING, lease_until__lt=now)


def _claimed(pk: int, now: datetime) -> Message | None:
    """The message, ours until the lease ends; None where another worker was quicker."""
    claimed = Message.objects.filter(_owed(now), pk=pk).update(
        state=Message.State.SENDING, lease_until=now + LEASE, attempts=F("attempts") + 1
    )
    return Message.objects.select_related("recipient").get(pk=pk) if claimed else None


def _as_email(message: Message) -> EmailMessage:
    link = f"\n\n{settings.SITE_URL}{message.link}" if message.link else ""
    stable_id = sha256(f"{message.key}:{message.recipient_id}".encode()).hexdigest()[:32]
    return EmailMessage(
        subject=message.subject,
        body=message.body + link,
        to=[message.recipient.email],
        headers={"Message-ID": f"<{stable_id}@{urlsplit(settings.SITE_URL).hostname}>"},
    )


def _note_refusal(message: Message, reason: str) -> None:
    """Try again when the lease runs out; after enough attempts say so where a person sees it."""
    over = message.attempts >= GIVE_UP_AFTER
    Message.objects.filter(pk=message.pk).update(
        state=Message.State.REFUSED if over else Message.State.SENDING, outcome=reason[:200]
    )
