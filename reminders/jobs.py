from celery import shared_task
from django.utils import timezone

from reminders.services import plan_reminders


@shared_task(name="reminders.plan_reminders")
def plan_reminders_job() -> None:
    now = timezone.localtime()
    plan_reminders(today=now.date(), now=now, clock=now.time())
