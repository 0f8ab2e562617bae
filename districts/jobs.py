from celery import shared_task
from django.utils import timezone

from districts.messages import deliver_messages


@shared_task(name="districts.deliver_messages")
def deliver_messages_job() -> None:
    deliver_messages(now=timezone.now())
