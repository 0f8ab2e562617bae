"""The site map with two pages more: every component at once, and a form that counts how often it was sent."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from config import urls
from districts.access import public
from portal.views.styleguide import styleguide

sent: list[str] = []

FORM_PAGE = """
{% extends "public_base.html" %}
{% block title %}表单{% endblock %}
{% block content %}
  <form method="post" data-guard>
    {% csrf_token %}
    <label for="words">内容</label><input type="text" name="words" id="words">
    <button class="btn btn-primary" name="do" value="save">保存</button>
    <button class="btn btn-danger" name="do" value="delete" data-confirm="删除这份草稿？" data-confirm-action="删除">删除草稿</button>
    <button class="btn btn-secondary" type="button" name="do" value="quick" hx-post="{{ request.path }}" hx-swap="none">立即保存</button>
  </form>
{% endblock %}
"""


@public
def counted_form(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        sent.append(request.POST["do"])
        return HttpResponse(status=204)  # stays on the page, where a second click could follow
    return HttpResponse(engines["django"].from_string(FORM_PAGE).render({}, request))


urlpatterns = [*urls.urlpatterns, path("styleguide/", styleguide), path("counted-form/", counted_form)]
