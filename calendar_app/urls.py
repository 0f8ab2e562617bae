"""The calendar: months, boards of months, and entries one by one."""

from django.urls import path, register_converter

from calendar_app.converters import KindConverter, MonthConverter, YearConverter
from calendar_app.views import entries, months

register_converter(YearConverter, "year")
register_converter(MonthConverter, "month")
register_converter(KindConverter, "period")

urlpatterns = [
    path("calendar/", months.this_month, name="calendar"),
    path("calendar/<year:year>/<month:month>/", months.month, name="calendar_month"),
    path("calendar/<period:kind>/<year:year>/", months.board, name="calendar_board"),
    path("calendar/entries/<int:pk>/", entries.entry, name="entry"),
    path("calendar/new/", entries.entry, name="entry_new"),
]
