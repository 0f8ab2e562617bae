"""Drafting together: remarks, suggested wording, contributions of offices, the check list before approval."""

from django.urls import path

from drafting.views import remarks, wording

urlpatterns = [
    path("plans/<int:pk>/talk/", remarks.plan_talk, name="plan_talk"),
    path("plans/<int:pk>/remarks/", remarks.plan_remarks, name="plan_remarks"),
    path("plans/<int:pk>/remarks/new/", remarks.remark_new, name="remark_new"),
    path("plans/<int:pk>/wording/new/", wording.wording_new, name="wording_new"),
    path("remarks/<int:pk>/", remarks.remark, name="remark"),
    path("remarks/<int:pk>/<str:act>/", remarks.remark_act, name="remark_act"),
    path("wording/<int:pk>/", wording.suggestion, name="suggestion"),
    path("wording/<int:pk>/<str:act>/", wording.suggestion_act, name="suggestion_act"),
]
