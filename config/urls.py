"""The site map. Each app owns the prefixes it serves."""

from django.urls import include, path

urlpatterns = [
    path("", include("districts.urls")),
    path("", include("workplans.urls")),
    path("", include("calendar_app.urls")),
    path("", include("progress.urls")),
    path("", include("drafting.urls")),
    path("", include("rollover.urls")),
    path("", include("circulars.urls")),
    path("", include("intake.urls")),
    path("", include("reminders.urls")),
    path("", include("portal.urls")),
]
