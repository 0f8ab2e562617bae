from typing import Any

from celery import shared_task
from celery.signals import task_prerun
from django.utils import timezone

from districts.messages import deliver_messages
from districts.models import AuditEntry
from districts.posting.sending import deliver_posts
from districts.trail import Origin, origin


@shared_task(name="districts.deliver_messages")
def deliver_messages_job() -> None:
    deliver_messages(now=timezone.now())


@shared_task(name="districts.deliver_posts")
def deliver_posts_job() -> None:
    deliver_posts(now=timezone.now())


@task_prerun.connect
def name_the_origin(**kwargs: Any) -> None:
    """What a job does stands in the trail as done by a job."""
    origin.set(Origin(AuditEntry.Channel.JOB))
