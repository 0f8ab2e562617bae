"""Addresses of single tasks on public pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TaskPlace(models.Model):
    """Where in a paper a task of the plan stands: `key` is the task's own, the same through all versions."""

    circular = models.ForeignKey("circulars.Circular", on_delete=models.CASCADE, related_name="task_places")
    key = models.UUIDField(db_index=True)
    anchor = models.CharField(max_length=8)  # circulars.screen counts them: t1, t2 …

    class Meta:
        verbose_name = _("place of a task in a paper")
        verbose_name_plural = _("places of tasks in papers")
        constraints = [
            models.UniqueConstraint(fields=["circular", "key"], name="task_stands_once_in_a_paper")
        ]

    def __str__(self) -> str:
        return f"{self.circular_id}#{self.anchor}"
