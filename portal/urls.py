from django.urls import path

from portal.views.health import health
from portal.views.workbench import workbench

urlpatterns = [
    path("", workbench, name="workbench"),
    path("health/", health, name="health"),
]
