"""Next year's plan is talked over: remarks, suggested wording, and offices that were asked for items of their own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from districts.models import Office, User
from drafting.queries.parts import Part, Parts, parts_of_plan
from drafting.services import (
    add_item,
    answer_remark,
    ask_offices,
    decline_item,
    make_remark,
    send_items,
    settle_remark,
    suggest_wording,
    take_item,
)
from workplans.models import Plan


def talk_over(plan: Plan, people: Mapping[str, User], *, today: date, now: datetime) -> None:
    """A few voices on the draft, in the order in which they spoke."""
    parts = parts_of_plan(plan)
    _remark(plan, parts, people, now)
    _suggest(plan, parts, people, now)
    _contribute(plan, people, today, now)


def _remark(plan: Plan, parts: Parts, people: Mapping[str, User], now: datetime) -> None:
    fitness = _task(parts, "强健学生体魄")
    doubt = make_remark(
        plan=plan, part=fitness, field="body", quote="近视率较上年下降1个百分点",
        text="今年的筛查结果要到12月才能核定，这个降幅是否再等一等？", by=people["approver"], now=now,
    )  # fmt: skip
    answer_remark(
        remark=doubt,
        text="已与疾控部门商量，筛查数据月底前可以出来，届时一并核定。",
        by=people["head"],
        now=now,
    )
    done = make_remark(
        plan=plan, part=_task(parts, "推进教育数字化"), text="财政资金下达要早于11月，请提前安排。",
        by=people["finance"], now=now,
    )  # fmt: skip
    answer_remark(remark=done, text="已列入预算执行计划。", by=people["editor"], now=now)
    settle_remark(remark=done, by=people["editor"], now=now)
    make_remark(
        plan=plan,
        part=parts[None],
        text="明年的重点比今年更清楚了，篇幅建议再压缩一些。",
        by=people["staff"],
        now=now,
    )


def _suggest(plan: Plan, parts: Parts, people: Mapping[str, User], now: datetime) -> None:
    suggest_wording(
        plan=plan, part=_task(parts, "扩大公办学位供给"), field="body", quote="秋季学期前投入使用",
        proposed="8月20日前交付使用", reason="“秋季学期前”不便考核，改成具体日期。", by=people["finance"], now=now,
    )  # fmt: skip
    suggest_wording(
        plan=plan, part=_task(parts, "关注学生心理健康"), field="title", proposed="呵护学生心理健康。",
        by=people["head"], now=now,
    )  # fmt: skip


def _contribute(plan: Plan, people: Mapping[str, User], today: date, now: datetime) -> None:
    """One office sent two items, one answered that it has none, one has not answered yet."""
    editor, head, basic = people["editor"], people["head"], people["basic"]
    section = plan.sections.filter(title__contains="立德树人").first()
    offices = Office.objects.filter(
        district=plan.district, name__in=["德育与体育卫生艺术处", "基础教育处", "教育研究院"]
    )
    call = ask_offices(
        plan=plan, offices=offices, section=section, wanted_by=today + timedelta(days=10),
        word="请结合明年安排，报送一至三项有数据、有时限的工作。", by=editor, now=now,
    )  # fmt: skip
    moral = call.asked.get(office__name="德育与体育卫生艺术处")
    festival = add_item(
        asked=moral, title="办好校园艺术月。", body="每年5月举办，全市不少于200所学校参加，评选优秀节目60个。",
        due_on=date(plan.year, 5, 31), supporting=[Office.objects.get(district=plan.district, name="教育研究院")],
        by=head,
    )  # fmt: skip
    trips = add_item(asked=moral, title="组织全市学生夏令营。", body="每校选派10名学生参加。", by=head)
    send_items(asked=moral, by=head, now=now)
    take_item(item=festival, by=editor, now=now)
    decline_item(item=trips, reason="与基础教育处的研学安排重复，今年先不单列。", by=editor, now=now)
    add_item(asked=moral, title="修订学生军训安排。", body="7月底前征求高中学校意见。", by=head)
    plain = call.asked.get(office__name="基础教育处")
    send_items(asked=plain, word="我处工作已在初稿中，没有补充。", by=basic, now=now)


def _task(parts: Parts, title: str) -> Part:
    return next(part for part in parts.values() if part.title.startswith(title))
