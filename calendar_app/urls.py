"""The calendar: months, boards of months, and entries one by one."""

from django.urls import path, register_converter

from calendar_app.converters import KindConverter, MonthConverter, TermConverter, YearConverter
from calendar_app.views import (
    board,
    board_changes,
    days,
    entries,
    files,
    grid,
    last_year,
    load,
    months,
    subscriptions,
    terms,
    tying,
    weeks,
)

register_converter(YearConverter, "year")
register_converter(MonthConverter, "month")
register_converter(KindConverter, "period")
register_converter(TermConverter, "term")

urlpatterns = [
    path("calendar/", months.this_month, name="calendar"),
    path("calendar/<year:year>/<month:month>/", months.month, name="calendar_month"),
    path(
        "calendar/<year:year>/<month:month>/last-year/", last_year.month_last_year, name="calendar_last_year"
    ),
    path("calendar/weeks/<year:year>/<month:month>/", weeks.month_weeks, name="calendar_weeks"),
    path("calendar/load/", load.this_load, name="calendar_load_now"),
    path("calendar/load/<period:kind>/<year:year>/", load.load, name="calendar_load"),
    path("calendar/<period:kind>/<year:year>/", months.board, name="calendar_board"),
    path("calendar/<period:kind>/<year:year>/act/", board.board_act, name="calendar_board_act"),
    path(
        "calendar/<period:kind>/<year:year>/changes/",
        board_changes.board_changes,
        name="calendar_board_changes",
    ),
    path("calendar/offices/meant/", board.offices_meant, name="calendar_offices_meant"),
    path("calendar/grid/<period:kind>/<year:year>/", grid.grid, name="calendar_grid"),
    path("calendar/grid/<period:kind>/<year:year>/cells/", grid.grid_cells, name="calendar_grid_cells"),
    path("calendar/grid/<period:kind>/<year:year>/changes/", grid.grid_changes, name="calendar_grid_changes"),
    path("calendar/entries/new/", entries.entry_new, name="entry_new"),
    path("calendar/entries/removed/", entries.entries_removed, name="entries_removed"),
    path("calendar/entries/removed/<int:pk>/", entries.entry_restore, name="entry_restore"),
    path("calendar/entries/<int:pk>/", entries.entry, name="entry"),
    path("calendar/entries/<int:pk>/edit/", entries.entry_edit, name="entry_edit"),
    path("calendar/entries/<int:pk>/duties/", entries.entry_duties, name="entry_duties"),
    path("calendar/entries/<int:pk>/tasks/", entries.entry_tasks, name="entry_tasks"),
    path("calendar/entries/<int:pk>/delete/", entries.entry_delete, name="entry_delete"),
    path("plans/<int:pk>/calendar/", tying.plan_calendar, name="plan_calendar"),
    path("plans/<int:pk>/calendar/undo/<int:trace>/", tying.plan_calendar_undo, name="plan_calendar_undo"),
    path("calendar/days/", days.these_days, name="working_days_now"),
    path("calendar/days/<year:year>/", days.year_days, name="working_days"),
    path("calendar/days/new/", days.days_add, name="days_add"),
    path("calendar/days/edit/<int:pk>/", days.days_edit, name="days_edit"),
    path("calendar/days/remove/<int:pk>/", days.days_remove, name="days_remove"),
    path("calendar/terms/", terms.these_terms, name="school_terms_now"),
    path("calendar/terms/<year:year>/", terms.year_terms, name="school_terms"),
    path("calendar/terms/<term:kind>/<year:year>/", terms.term_edit, name="school_term_edit"),
    path("calendar/terms/<term:kind>/<year:year>/clear/", terms.term_clear, name="school_term_clear"),
    path("calendar/calendar.ics", files.calendar_file, name="calendar_file"),
    path("calendar/subscriptions/", subscriptions.subscription_list, name="subscription_list"),
    path("calendar/subscriptions/<int:pk>/end/", subscriptions.subscription_end, name="subscription_end"),
    path("calendar/feeds/<str:key>.ics", subscriptions.calendar_feed, name="calendar_feed"),
]
