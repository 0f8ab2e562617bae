from django.urls import path

from progress.views import extensions, reports

urlpatterns = [
    path("tasks/<int:pk>/report/", reports.task_report, name="task_report"),
    path("tasks/<int:pk>/reports/", reports.task_reports, name="task_reports"),
    path("tasks/<int:pk>/extension/", extensions.task_extension, name="task_extension"),
    path("calendar/entries/<int:pk>/report/", reports.entry_report, name="entry_report"),
    path("calendar/entries/<int:pk>/reports/", reports.entry_reports, name="entry_reports"),
    path("calendar/entries/<int:pk>/extension/", extensions.entry_extension, name="entry_extension"),
    path("extensions/", extensions.extension_list, name="extension_list"),
    path("extensions/<int:pk>/", extensions.extension, name="extension"),
    path("extensions/<int:pk>/<slug:act>/", extensions.extension_act, name="extension_act"),
]
