from django.urls import reverse

from districts.models import AuditEntry
from workplans.models import Plan, Section, Task
from workplans.services import edit_task


def replace(desk, plan, find, words):
    return desk.post(reverse("plan_replace", args=[plan.pk]), {"find": find, "replace": words})


def titles(plan):
    return [row.title for row in Task.objects.filter(plan=plan).order_by("section__position", "position")]


def test_places_are_shown_in_their_context(plan, desk):
    page = desk.get(reverse("plan_replace", args=[plan.pk]), {"find": "件事"})

    assert page.context["places"] == 3
    assert page.text.count("<mark>件事</mark>") == 3


def test_words_are_replaced_everywhere_at_once_and_the_whole_is_taken_back(plan, desk):
    page = replace(desk, plan, "件事", "项工作")

    assert titles(plan) == ["第1项工作", "第2项工作", "第3项工作"]
    entry = page.context["done"].entry
    assert (page.context["done"].places, entry.verb) == (3, "replace_in_plan")
    desk.post(reverse("plan_replace_undo", args=[plan.pk, entry.pk]))
    assert titles(plan) == ["第1件事", "第2件事", "第3件事"]
    assert AuditEntry.objects.filter(verb="replace_text").count() == 6


def test_what_somebody_changed_since_is_left_and_named(plan, task, desk, editor):
    entry = replace(desk, plan, "件事", "项工作").context["done"].entry
    edit_task(task=task, changes={"title": "又改过了"}, by=editor)

    page = desk.post(reverse("plan_replace_undo", args=[plan.pk, entry.pk]))

    assert titles(plan) == ["又改过了", "第2件事", "第3件事"]
    assert page.context["undone"].left == ["又改过了"]


def test_titles_of_plan_and_sections_and_texts_are_replaced_too(plan, task, desk, editor):
    edit_task(task=task, changes={"body": "全县做好。"}, by=editor)

    replace(desk, plan, "全县", "全市")

    task.refresh_from_db()
    assert (Plan.objects.get(pk=plan.pk).title, task.body) == ("2026年全市教育工作要点", "全市做好。")


def test_a_replacing_that_empties_a_title_is_refused_whole(plan, desk):
    page = replace(desk, plan, "守住底线", "")

    assert (page.status_code, Section.objects.filter(plan=plan, title="守住底线").exists()) == (409, True)


def test_targets_follow_the_new_words(plan, task, desk, editor):
    edit_task(task=task, changes={"body": "巩固率达到95%。"}, by=editor)

    replace(desk, plan, "95%", "96%")

    assert [str(target.value.normalize()) for target in task.targets.all()] == ["96"]


def test_finding_nothing_says_so(plan, desk):
    page = desk.get(reverse("plan_replace", args=[plan.pk]), {"find": "无此字"})

    assert page.context["found"] == []
    assert replace(desk, plan, "无此字", "有").context["done"].entry is None
