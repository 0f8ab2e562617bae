"""Wiring: settings, addresses, the Celery application, system checks."""

from config.celery import app as celery

__all__ = ["celery"]
