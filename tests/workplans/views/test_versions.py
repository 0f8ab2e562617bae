import pytest
from django.urls import reverse

from tests.workplans.views.conftest import browser_of
from workplans.models import Plan, PlanVersion
from workplans.services import edit_task, keep_version, move_task


@pytest.fixture
def version(plan, editor) -> PlanVersion:
    return keep_version(plan=plan, why="named", name="送局长办公会", by=editor)


def at(name, plan, *args):
    return reverse(name, args=[plan.pk, *args])


def test_a_version_is_kept_under_a_name(plan, desk):
    desk.post(at("version_name", plan), {"name": "送局长办公会"})

    page = desk.get(at("version_list", plan)).content.decode()
    assert "送局长办公会" in page


def test_a_version_without_a_name_is_told(plan, desk):
    page = desk.post(at("version_name", plan), {"name": ""})

    assert page.status_code == 422
    assert not PlanVersion.objects.exists()


def test_a_version_is_read_as_it_was(plan, desk, version, task, editor):
    edit_task(task=task, changes={"title": "改过的事"}, by=editor)

    page = desk.get(at("plan_version", plan, 1)).content.decode()

    assert "第1件事" in page
    assert "改过的事" not in page


def test_two_texts_are_laid_beside_each_other_with_words_for_marks(plan, desk, version, task, editor):
    edit_task(task=task, changes={"body": "新增学位1500个。"}, by=editor)
    move_task(task=plan.tasks.get(title="第3件事"), before=task, by=editor)

    page = desk.get(at("version_compare", plan), {"before": "1", "after": "now"})

    assert [row.word for row in page.context["found"].rows] == ["移动", "修改"]
    assert "增：" in page.content.decode()


def test_two_kept_texts_are_compared(plan, desk, version, task, editor):
    edit_task(task=task, changes={"body": "新增学位1500个。"}, by=editor)
    keep_version(plan=plan, why="named", name="会后稿", by=editor)
    edit_task(task=task, changes={"body": "后来又改了。"}, by=editor)

    page = desk.get(at("version_compare", plan), {"before": "2", "after": "1"})

    assert [row.word for row in page.context["found"].rows] == ["修改"]
    assert "1500" in page.content.decode()
    assert "后来" not in page.content.decode()


def test_the_same_texts_are_said_to_be_the_same(plan, desk, version):
    page = desk.get(at("version_compare", plan), {"before": "1", "after": "now"})

    assert "完全一样" in page.content.decode()


def test_a_text_nobody_has_asks_to_choose(plan, desk, version):
    assert desk.get(at("version_compare", plan), {"before": "77", "after": "x"}).status_code == 200
    assert desk.get(at("plan_version", plan, 77)).status_code == 404


def test_the_text_comes_back_by_page(plan, desk, version, task, editor):
    edit_task(task=task, changes={"title": "改过的事"}, by=editor)

    desk.post(at("version_restore", plan, 1))
    task.refresh_from_db()
    assert task.title == "第1件事"
    edit_task(task=task, changes={"title": "又改过的事"}, by=editor)
    desk.post(at("version_restore", plan, 1), {"task": str(task.key)})

    task.refresh_from_db()
    assert task.title == "第1件事"


def test_a_plan_under_way_refuses_to_go_back_in_words(plan, desk, version):
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.SUBMITTED)

    page = desk.post(at("version_restore", plan, 1))

    assert page.status_code == 409
    assert "撤回" in page.content.decode()


def test_others_read_what_was_issued_only(plan, version, editor, clerk):
    keep_version(plan=plan, why="issue", edition=1, by=editor)
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.ISSUED)
    reading = browser_of(clerk)

    assert reading.get(at("plan_version", plan, 1)).status_code == 404
    assert reading.get(at("plan_version", plan, 2)).status_code == 200
    assert "送局长办公会" not in reading.get(at("version_list", plan)).content.decode()


def test_the_list_costs_the_same_for_one_version_and_for_three(
    plan, desk, editor, django_assert_max_num_queries
):
    for _ in range(3):
        keep_version(plan=plan, why="named", by=editor)
        with django_assert_max_num_queries(10):
            desk.get(at("version_list", plan))
