from django.urls import path

from reminders.views import burden, choices, ledger, nudges, rules, unsigned, why

urlpatterns = [
    path("reminders/", ledger.reminder_list, name="reminder_list"),
    path("reminders/preview/", ledger.reminder_preview, name="reminder_preview"),
    path("reminders/why/", why.reminder_why, name="reminder_why"),
    path("reminders/<int:pk>/", why.reminder, name="reminder"),
    path("reminders/urge/task/<int:pk>/", nudges.task_urge, name="task_urge"),
    path("reminders/urge/entry/<int:pk>/", nudges.entry_urge, name="entry_urge"),
    path("reminders/burden/", burden.burden_schools, name="burden_schools"),
    path("reminders/burden/offices/", burden.burden_offices, name="burden_offices"),
    path("reminders/burden/measure/", burden.burden_edit, name="burden_edit"),
    path("reminders/burden/school/<int:pk>/", burden.school_burden, name="school_burden"),
    path("reminders/burden/office/<int:pk>/", burden.office_burden, name="office_burden"),
    path("account/reminders/", choices.reminder_choice, name="reminder_choice"),
    path("circulars/<int:pk>/remind/", unsigned.circular_remind, name="remind_unsigned"),
    path("reminders/rules/", rules.rule_list, name="rule_list"),
    path("reminders/rules/hour/", rules.rhythm_edit, name="rhythm_edit"),
    path("reminders/rules/<slug:kind>/", rules.rule_edit, name="rule_edit"),
    path("reminders/rules/<slug:kind>/switch/", rules.rule_switch, name="rule_switch"),
]
