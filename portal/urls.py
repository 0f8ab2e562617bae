from django.conf import settings
from django.urls import path

from portal.exchange.urls import urlpatterns as exchange_urls
from portal.views.health import health
from portal.views.late import late_list
from portal.views.notices import notices, open_notice, read_all_notices
from portal.views.search import search_page
from portal.views.styleguide import styleguide
from portal.views.todo import todo
from portal.views.workbench import workbench

urlpatterns = [
    *exchange_urls,
    path("", workbench, name="workbench"),
    path("notices/", notices, name="notices"),
    path("notices/read/", read_all_notices, name="read_all_notices"),
    path("notices/<int:pk>/open/", open_notice, name="open_notice"),
    path("todo/", todo, name="todo"),
    path("follow-up/", late_list, name="late_list"),
    path("search/", search_page, name="search"),
    path("health/", health, name="health"),
]

if settings.DEBUG:
    urlpatterns += [path("styleguide/", styleguide, name="styleguide")]
