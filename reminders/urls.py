from django.urls import path

from reminders.views import ledger, rules

urlpatterns = [
    path("reminders/", ledger.reminder_list, name="reminder_list"),
    path("reminders/preview/", ledger.reminder_preview, name="reminder_preview"),
    path("reminders/rules/", rules.rule_list, name="rule_list"),
    path("reminders/rules/hour/", rules.rhythm_edit, name="rhythm_edit"),
    path("reminders/rules/<slug:kind>/", rules.rule_edit, name="rule_edit"),
    path("reminders/rules/<slug:kind>/switch/", rules.rule_switch, name="rule_switch"),
]
