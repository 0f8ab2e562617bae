from django.urls import path

from progress import views

urlpatterns = [
    path("tasks/<int:pk>/report/", views.task_report, name="task_report"),
    path("tasks/<int:pk>/reports/", views.task_reports, name="task_reports"),
    path("calendar/entries/<int:pk>/report/", views.entry_report, name="entry_report"),
    path("calendar/entries/<int:pk>/reports/", views.entry_reports, name="entry_reports"),
]
