from django.conf import settings
from django.urls import path

from portal.views.health import health
from portal.views.styleguide import styleguide
from portal.views.workbench import workbench

urlpatterns = [
    path("", workbench, name="workbench"),
    path("health/", health, name="health"),
]

if settings.DEBUG:
    urlpatterns += [path("styleguide/", styleguide, name="styleguide")]
