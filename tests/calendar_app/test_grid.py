"""The calendar's grid: what its script sends and is answered. What it looks like is in tests/stories/test_calendar_grid.py."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from calendar_app.models import CalendarEntry
from calendar_app.services import edit_entry, remove_entry
from districts.models import AuditEntry, District, Office, Role, User
from tests.calendar_app.factories import (
    client_of,
    make_district,
    make_editor,
    make_entry,
    make_office,
    make_plan,
    make_user,
)
from workplans.models import Plan

NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)
ROW = {
    "starts_month": "2026-11",
    "ends_month": "",
    "work": "开学工作检查",
    "lead": "",
    "supporting": "",
    "due_on": "",
}


@pytest.fixture
def district(db) -> District:
    return make_district("海云市")


@pytest.fixture
def editor(district) -> User:
    return make_editor(district)


@pytest.fixture
def offices(district) -> list[Office]:
    return [make_office(district, name) for name in ("办公室", "基础教育处")]


def send(editor: User, *rows: dict[str, Any], plan: Plan | None = None) -> list[dict[str, Any]]:
    address = reverse("calendar_grid_cells", args=[Plan.Kind.SCHOOL_YEAR, 2026])
    answer = client_of(editor).post(address, {"rows": json.dumps(rows), "plan": plan.pk if plan else ""})
    assert answer.status_code == 200, answer.content
    told: list[dict[str, Any]] = answer.json()["rows"]
    return told


def test_cells_are_saved_and_answered_as_they_stand(district, editor, offices):
    entry = make_entry(district)

    cells = {"work": "安全检查", "ends_month": "12月", "lead": "办公室", "supporting": "办公室、基础教育处"}
    [told] = send(editor, {"row": str(entry.pk), "cells": cells, "was": ROW})

    assert told["cells"] == {
        "starts_month": "2026-11", "ends_month": "2026-12", "work": "安全检查", "lead": "办公室",
        "supporting": "基础教育处", "due_on": "",
    }  # fmt: skip
    [stands] = CalendarEntry.objects.for_page()
    assert (stands.ends_month, stands.lead, stands.supporting, stands.version) == (
        DECEMBER,
        *([offices[0]]),
        [offices[1]],
        2,
    )
    assert list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True)) == [
        "edit_entry",
        "assign_offices",
    ]


def test_what_somebody_else_saved_meanwhile_is_shown_and_not_written_over(district, editor):
    entry = make_entry(district)
    colleague = make_editor(district)
    edit_entry(entry=entry, changes={"work": "对方的"}, by=colleague)

    [told] = send(
        editor, {"row": str(entry.pk), "cells": {"work": "我的", "due_on": "2026-11-20"}, "was": ROW}
    )
    assert (told["theirs"], told["by"]) == ({"work": "对方的"}, colleague.full_name)
    assert CalendarEntry.objects.get().work == "对方的"
    assert CalendarEntry.objects.get().due_on == date(2026, 11, 20)

    mine = {"row": str(entry.pk), "version": told["version"], "cells": {"work": "我的"}, "was": told["cells"]}
    [told] = send(editor, mine)
    assert not told["theirs"]
    assert CalendarEntry.objects.get().work == "我的"


def test_at_the_version_that_was_seen_nothing_is_compared(district, editor):
    """What stood there may be told in other words: 9月 for 2026-09, an office that was closed since."""
    entry = make_entry(district)

    [told] = send(editor, {"row": str(entry.pk), "cells": {"work": "我的"}, "was": {"work": "别的字样"}})

    assert (told["theirs"], told["cells"]["work"]) == ({}, "我的")


def test_two_people_in_different_cells_of_a_row_both_keep_theirs(district, editor):
    entry = make_entry(district)
    edit_entry(entry=entry, changes={"work": "对方的"}, by=make_editor(district))

    [told] = send(editor, {"row": str(entry.pk), "cells": {"due_on": "2026-11-20"}, "was": ROW})

    assert told["cells"] | {"work": "对方的", "due_on": "2026-11-20"} == told["cells"]


def test_a_wrong_cell_is_told_and_the_others_of_its_row_are_saved(district, editor, offices):
    entry = make_entry(district)

    cells = {"work": "安全检查", "lead": "基础处"}
    [told] = send(editor, {"row": str(entry.pk), "cells": cells, "was": ROW})
    [order] = send(editor, {"row": str(entry.pk), "cells": {"ends_month": "9月"}, "was": told["cells"]})

    assert (told["errors"], told["instead"]) == (
        {"lead": "没有“基础处”，是不是“基础教育处”？"},
        {"lead": "基础教育处"},
    )
    assert order["errors"] == {"ends_month": "截止月份早于开始月份。"}
    stands = CalendarEntry.objects.get()
    assert (stands.work, stands.ends_month, stands.lead) == ("安全检查", NOVEMBER, None)


def test_new_rows_go_into_the_draft_that_is_chosen_and_sent_twice_are_one(district, editor, offices):
    plan = make_plan(district, drafted_by=editor)
    rows = [
        {"row": f"new-{uuid4()}", "cells": ROW | {"work": f"第{number}件", "lead": "办公室"}, "was": {}}
        for number in range(3)
    ]

    first = send(editor, *rows, plan=plan)
    again = send(editor, *rows, plan=plan)

    assert [row["pk"] for row in first] == [row["pk"] for row in again]
    entries = CalendarEntry.objects.filter(plan=plan).for_page()
    assert [(entry.work, entry.lead) for entry in entries] == [
        (f"第{number}件", offices[0]) for number in range(3)
    ]


def test_a_new_row_with_a_wrong_cell_waits(district, editor):
    row = {"row": f"new-{uuid4()}", "cells": ROW | {"due_on": "月底"}, "was": {}}

    [told] = send(editor, row)

    assert ("pk" in told, told["errors"]) == (False, {"due_on": "请按“2026-11-05”的格式填写日期。"})
    assert not CalendarEntry.objects.exists()


def test_a_day_outside_of_its_months_is_told(district, editor):
    entry = make_entry(district)

    [told] = send(editor, {"row": str(entry.pk), "cells": {"due_on": "2026-12-01"}, "was": ROW})

    assert told["errors"] == {"due_on": "完成期限不在所填月份之内。"}
    assert CalendarEntry.objects.get().due_on is None


def test_a_row_is_taken_away_and_what_somebody_has_worked_on_stays(district, editor):
    first, second = make_entry(district, "甲"), make_entry(district, "乙")
    edit_entry(entry=second, changes={"work": "改过的"}, by=make_editor(district))

    rows = [{"row": str(entry.pk), "version": 1, "remove": True} for entry in (first, second)]
    send(editor, *rows)
    [gone, stays] = send(editor, *rows)

    assert (gone["told"], "pk" in gone) == ("", False)
    assert (stays["told"], stays["cells"]["work"]) == ("该事项已有他人修改，未删除。", "改过的")
    assert AuditEntry.objects.filter(verb="remove_entry").count() == 1


def test_rows_that_were_taken_away_come_back_whole_and_others_bureaus_stay_away(district, editor, offices):
    entry, other = make_entry(district, "甲", lead=offices[0]), make_entry(make_district("青川县"), "别局的")
    entry.audience.create()
    new = f"new-{uuid4()}"
    send(editor, {"row": new, "cells": ROW})
    remove_entry(entry=other, by=make_editor(other.district))
    rows = [str(entry.pk), new]

    send(editor, *({"row": row, "version": 1, "remove": True} for row in rows))
    assert not CalendarEntry.objects.exists()
    told = send(editor, *({"row": row, "restore": True} for row in [*rows, str(other.pk)]))

    assert [row.get("pk") for row in told] == [
        entry.pk,
        CalendarEntry.objects.exclude(pk=entry.pk).get().pk,
        None,
    ]
    back = CalendarEntry.objects.for_page().get(pk=entry.pk)
    assert (back.lead, back.audience.count()) == (offices[0], 1)
    assert told[2]["told"] == "该事项已被其他人删除。"


def test_what_others_did_is_told_by_state_and_then_row_by_row(district, editor):
    entry, still = make_entry(district), make_entry(district, plan=make_plan(district, Plan.State.ISSUED))
    make_entry(district, "别的", first=DECEMBER)
    desk, address = client_of(editor), reverse("calendar_grid_changes", args=["school_year", 2026])
    page = desk.get(reverse("calendar_grid", args=["school_year", 2026]), {"q": entry.work}).context["page"]

    def changes(**query):
        return desk.get(address, {"q": entry.work, **query})

    assert changes(since=page.state).status_code == 204
    edit_entry(entry=entry, changes={"work": f"{entry.work}改"}, by=make_editor(district))
    told = changes(since=page.state).json()
    assert told["rows"] == [[entry.pk, 2, True], [still.pk, 1, False]]
    assert changes(since=told["state"]).status_code == 204
    rows = desk.get(address, {"key": [entry.pk, still.pk, 10**9]}).json()["rows"]
    assert [(row["pk"], row["cells"]["work"], row["is_open"]) for row in rows] == [
        (entry.pk, f"{entry.work}改", True),
        (still.pk, still.work, False),
    ]


def test_a_new_row_whose_answer_was_lost_is_found_by_its_key(district, editor):
    name = f"new-{uuid4()}"
    send(editor, {"row": name, "cells": ROW})

    [told] = send(editor, {"row": name, "cells": ROW | {"work": "后来改的"}})
    assert (told["cells"]["work"], CalendarEntry.objects.count()) == ("后来改的", 1)

    send(editor, {"row": name, "version": told["version"], "remove": True})
    assert not CalendarEntry.objects.exists()


def test_an_issued_plan_and_another_bureau_stay_as_they_are(district, editor):
    issued = make_entry(district, plan=make_plan(district, Plan.State.ISSUED, drafted_by=editor))
    foreign = make_entry(make_district("青川县"))

    told = send(
        editor,
        {"row": str(issued.pk), "cells": {"work": "改"}, "was": ROW},
        {"row": str(foreign.pk), "cells": {"work": "改"}, "was": ROW},
        {"row": f"new-{uuid4()}", "cells": ROW},
        plan=issued.plan,
    )

    still, gone = "该计划已不是草稿，其行事历不能修改。", "该事项已被其他人删除。"
    assert [row["errors"] for row in told] == [{"work": still}, {"work": gone}, {"starts_month": still}]
    assert set(CalendarEntry.objects.values_list("work", flat=True)) == {"开学工作检查"}
    assert ["cells" in row for row in told] == [True, False, False]


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "{}",
        "[]",
        '[{"row": "x"}]',
        '[{"row": "1", "cells": {"plan": "2"}}]',
        "[[1]]",
        '[{"row": "1"}, {"row": "1"}]',
        '[{"row": "1", "version": "x"}]',
    ],
)
def test_what_no_page_of_ours_sends_is_not_understood(district, editor, sent):
    address = reverse("calendar_grid_cells", args=[Plan.Kind.SCHOOL_YEAR, 2026])

    assert client_of(editor).post(address, {"rows": sent}).status_code == 422


def test_page_and_saves_ask_the_same_of_the_database_at_1_and_20_rows(district, editor, offices):
    client = client_of(editor)
    colleague = make_editor(district)
    plan = make_plan(district, drafted_by=editor)
    page = reverse("calendar_grid", args=[Plan.Kind.SCHOOL_YEAR, 2026])
    cells = reverse("calendar_grid_cells", args=[Plan.Kind.SCHOOL_YEAR, 2026])
    counts = []
    for number in (1, 20):
        entries = [make_entry(district, plan=plan, lead=offices[0]) for _ in range(number)]
        names = [str(entry.pk) for entry in entries]
        written = {"cells": {"work": "改", "lead": "基础教育处"}, "was": ROW}
        asked: list[list[dict[str, Any]]] = [
            [{"row": f"new-{uuid4()}", "cells": ROW | {"lead": "办公室"}} for _ in names],
            [{"row": name, **written} for name in names],
            [{"row": name, **written, "cells": {"work": "另改"}} for name in names],  # behind the times
            [{"row": name, "version": 3, "remove": True} for name in names],
        ]
        told: list[Any] = []
        with CaptureQueriesContext(connection) as reading:
            assert client.get(page).status_code == 200
        queries = [len(reading)]
        for rows in asked:
            if told:
                for entry in entries if rows is asked[2] else []:
                    edit_entry(entry=entry, changes={"work": "对方的"}, by=colleague)
            with CaptureQueriesContext(connection) as saving:
                told.append(client.post(cells, {"rows": json.dumps(rows)}).json()["rows"])
            queries.append(len(saving))
        assert [row["theirs"] for row in told[2]] == [{"work": "对方的"}] * number
        assert [row for row in told[0] + told[1] + told[3] if row["told"] or row["errors"]] == []
        assert not CalendarEntry.objects.filter(pk__in=names).exists()
        CalendarEntry.objects.all().delete()
        counts.append(queries)

    assert counts[0] == counts[1]
    assert counts[0][0] <= 12


def test_the_calendars_pages_lead_to_the_grid_and_to_the_tasks_of_the_plan_shown(district, editor):
    plan = make_plan(district, drafted_by=editor)
    entry = make_entry(district, plan=plan)
    head = make_user(district, Role.APPROVER)
    tasks, year = reverse("plan_calendar", args=[plan.pk]), [Plan.Kind.SCHOOL_YEAR, 2026]
    month, board = reverse("calendar_month", args=[2026, 11]), reverse("calendar_board", args=year)
    grid = reverse("calendar_grid", args=year)

    for address in (month, board):
        pages = [client_of(user).get(address, {"plan": plan.pk}).content.decode() for user in (editor, head)]
        assert [f'"{grid}?plan={plan.pk}"' in page for page in pages] == [True, False]
        assert [f'"{tasks}"' in page for page in pages] == [True, False]
    for address in (f"{grid}?plan={plan.pk}", entry.get_absolute_url()):
        assert f'"{tasks}"' in client_of(editor).get(address).content.decode()
    assert f'"{board}?plan={plan.pk}"' in client_of(editor).get(grid, {"plan": plan.pk}).content.decode()
    assert f'"{tasks}"' not in client_of(editor).get(month).content.decode()
