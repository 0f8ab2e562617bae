"""Next year: where a plan begins, what becomes of every task, one year beside the last, templates."""

from django.urls import path

from rollover.views import beginnings, deciding, looking, templates, years

urlpatterns = [
    path("plans/new/", beginnings.plan_new, name="plan_new"),
    path("plans/new/from/", beginnings.plan_sources, name="plan_sources"),
    path("plans/new/from/<int:pk>/", beginnings.plan_borrow, name="plan_borrow"),
    path("plans/<int:pk>/roll-over/", deciding.rollover_start, name="rollover_start"),
    path("plans/<int:pk>/carried/", looking.plan_carried, name="plan_carried"),
    path("plans/<int:pk>/year-on-year/", years.year_on_year, name="year_on_year"),
    path("rollovers/<int:pk>/", deciding.rollover, name="rollover"),
    path("rollovers/<int:pk>/discard/", deciding.rollover_discard, name="rollover_discard"),
    path("rollovers/<int:pk>/decide/", deciding.rollover_decide, name="rollover_decide"),
    path("plans/<int:pk>/template/", templates.template_save, name="template_save"),
    path("plans/templates/", templates.template_list, name="template_list"),
    path("plans/templates/<int:pk>/", templates.template, name="template"),
    path("plans/templates/<int:pk>/edit/", templates.template_edit, name="template_edit"),
    path("plans/templates/<int:pk>/delete/", templates.template_remove, name="template_remove"),
    path("plans/templates/<int:pk>/restore/", templates.template_restore, name="template_restore"),
    path("plans/templates/<int:pk>/use/", templates.template_use, name="template_use"),
    path("tasks/<int:pk>/lineage/", years.task_lineage, name="task_lineage"),
]
