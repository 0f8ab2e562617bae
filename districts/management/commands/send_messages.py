"""Send what is owed outside the portal, now; or try one channel."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from districts.messages import deliver_messages
from districts.models import Channel
from districts.posting.sending import deliver_posts
from districts.services.channels import NotTriable, try_channel


class Command(BaseCommand):
    help = (
        "Send e-mail and the posts of channels that are owed; with --try, send a trial through one channel."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--try", dest="channel", type=int, metavar="ID", help="the number of a channel")
        parser.add_argument("--account", default="", help="to whom an app writes when it is tried")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        if options["channel"]:
            self._try(options["channel"], options["account"])
        else:
            self.stdout.write(f"{deliver_messages(now=now)} letters, {deliver_posts(now=now)} posts sent")

    def _try(self, pk: int, account: str) -> None:
        channel = Channel.objects.filter(pk=pk).select_related("owner").first()
        if channel is None:
            known = ", ".join(f"{one.pk} {one}" for one in Channel.objects.order_by("pk")) or "none yet"
            raise CommandError(f"There is no channel {pk}. Known: {known}")
        try:
            post = try_channel(channel=channel, account=account, by=channel.owner, now=timezone.now())
        except NotTriable:
            raise CommandError("An app writes to somebody: name them with --account.") from None
        deliver_posts(now=timezone.now())
        post.refresh_from_db()
        self.stdout.write(f"{channel}: {post.state} {post.outcome}".rstrip())
