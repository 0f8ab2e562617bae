"""Drafting together: remarks, suggested wording, contributions of offices, the check list before approval."""

from django.urls import path

from drafting.views import calls, checks, contributions, remarks, wording

urlpatterns = [
    path("plans/<int:pk>/talk/", remarks.plan_talk, name="plan_talk"),
    path("plans/<int:pk>/talk/counts/", remarks.plan_talk_counts, name="plan_talk_counts"),
    path("plans/<int:pk>/remarks/", remarks.plan_remarks, name="plan_remarks"),
    path("plans/<int:pk>/remarks/new/", remarks.remark_new, name="remark_new"),
    path("plans/<int:pk>/wording/new/", wording.wording_new, name="wording_new"),
    path("remarks/<int:pk>/", remarks.remark, name="remark"),
    path("remarks/<int:pk>/<str:act>/", remarks.remark_act, name="remark_act"),
    path("wording/<int:pk>/", wording.suggestion, name="suggestion"),
    path("wording/<int:pk>/<str:act>/", wording.suggestion_act, name="suggestion_act"),
    path("plans/<int:pk>/contributions/", calls.plan_contributions, name="plan_contributions"),
    path("plans/<int:pk>/contributions/new/", calls.call_new, name="call_new"),
    path("plans/<int:pk>/checks/", checks.plan_checks, name="plan_checks"),
    path("plans/<int:pk>/checks/aside/", checks.finding_dismiss, name="finding_dismiss"),
    path("checks/<int:pk>/again/", checks.dismissal_lift, name="dismissal_lift"),
    path("contributions/", contributions.contribution_list, name="contribution_list"),
    path("contributions/<int:pk>/", contributions.contribution, name="contribution"),
    path("contributions/<int:pk>/items/new/", contributions.item_new, name="item_new"),
    path("contributions/items/<int:pk>/edit/", contributions.item_edit, name="item_edit"),
    path("contributions/items/<int:pk>/delete/", contributions.item_delete, name="item_delete"),
    path("contributions/items/<int:pk>/take/", calls.item_take, name="item_take"),
    path("contributions/items/<int:pk>/decline/", calls.item_decline, name="item_decline"),
    path("contributions/calls/<int:pk>/<str:act>/", calls.call_act, name="call_act"),
]
