"""Every component in every state on one page, for the eye and for axe. Served only where DEBUG is on."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from districts.access import public
from districts.models import User
from districts.templatetags.look import SHAPES
from portal.menu import Entry

# Sample words are Chinese on purpose: the faces, the measure and the spacing are judged on what people will read.


class SampleForm(forms.Form):
    """One field of each kind."""

    title = forms.CharField(
        label="计划名称", max_length=80, help_text="写全称，例如“云山省海云市教育局2026年工作要点”。"
    )
    email = forms.EmailField(label="联系邮箱", required=False)
    starts_on = forms.DateField(
        label="开始日期", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "w-date"})
    )
    office = forms.ChoiceField(
        label="牵头处室", choices=[("", "请选择"), ("1", "基础教育处"), ("2", "职业教育处")]
    )
    kind = forms.ChoiceField(
        label="计划类型", choices=[("y", "年度"), ("s", "学年"), ("t", "学期")], widget=forms.RadioSelect
    )
    stages = forms.MultipleChoiceField(
        label="适用学段",
        choices=[("k", "幼儿园"), ("p", "小学"), ("m", "初中"), ("h", "普高")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="不选即所有学段。",
    )
    body = forms.CharField(label="正文", widget=forms.Textarea, max_length=2000)
    paper = forms.FileField(
        label="计划文件", required=False, help_text="Word 文档（.docx）或纯文本，不超过 50 MB。"
    )
    is_urgent = forms.BooleanField(label="紧急公文", help_text="会即时通知收文单位。", required=False)


@dataclass(frozen=True)
class Seat:
    """Enough of a membership to draw the head of the page."""

    pk: int
    place: str
    get_role_display: str
    district: dict[str, str]
    school: str = ""

    def __str__(self) -> str:
        return f"{self.place} · {self.get_role_display}"


STATUS_WORDS = {
    "todo": "未开始",
    "doing": "进行中",
    "done": "已完成",
    "soon": "三天后到期",
    "late": "已超期 5 天",
    "draft": "草稿",
    "waiting": "待审核",
    "approved": "已批准",
    "failed": "生成失败",
    "stopped": "已中止",
    "info": "仅供阅知",
}


def sample() -> dict[str, Any]:
    """What base.html and the components expect, made up."""
    seat = Seat(1, "办公室", "拟稿人", {"bureau_name": "海云市教育局"})
    menu = [
        Entry("工作台", "#", "house", "w", is_current=False),
        Entry("计划", "#", "list-ol", "p", is_current=True),
        Entry("行事历", "#", "calendar3", "c", is_current=False),
        Entry("公文", "#", "file-earmark-text", "d", is_current=False),
        Entry("督办", "#", "bell", "f", is_current=False),
        Entry("单位", "#", "building", "u", is_current=False),
    ]
    numbers = range(1, 290)
    return {
        "product_name": _("Work plan portal"),
        "seat": seat,
        "seats": [seat, Seat(2, "临溪县教育局", "审核人", {"bureau_name": "临溪县教育局"})],
        "menu": menu,
        "unread_count": 3,
        "page": Paginator(numbers, 25).page(3),
        "tabs": [
            {"label": "我牵头的", "url": "#", "is_current": True, "count": 12},
            {"label": "我配合的", "url": "#", "is_current": False, "count": 5},
            {"label": "全局", "url": "#", "is_current": False, "count": 47},
        ],
        "months": [
            {
                "label": f"{month} 月",
                "url": "#",
                "count": count,
                "is_current": month == 11,
                "is_now": month == 10,
            }
            for month, count in [(8, 4), (9, 23), (10, 18), (11, 9), (12, 18), (1, 2)]
        ],
        "stats": [
            {"number": 6, "word": "今天要办", "url": "#"},
            {"number": 2, "word": "已超期", "url": "#"},
            {"number": 14, "word": "等别人反馈", "url": "#"},
            {"number": "92%", "word": "学校已签收", "url": None},
        ],
        "steps": [
            {
                "what": "导入 Word 文件",
                "who": "林知远",
                "at": datetime(2026, 1, 8, 1, 20, tzinfo=UTC),
                "detail": "",
                "is_current": False,
                "is_ahead": False,
            },
            {
                "what": "提交审核",
                "who": "林知远",
                "at": datetime(2026, 1, 12, 8, 5, tzinfo=UTC),
                "detail": "已按各处室意见修改第二部分。",
                "is_current": False,
                "is_ahead": False,
            },
            {
                "what": "会签",
                "who": "基础教育处",
                "at": None,
                "detail": "等待 2 个处室",
                "is_current": True,
                "is_ahead": False,
            },
            {"what": "批准", "who": "", "at": None, "detail": "", "is_current": False, "is_ahead": True},
        ],
        "statuses": [(state, STATUS_WORDS[state]) for state in SHAPES],
        "rows": [
            {
                "title": "组织全市中小学校长暑期研修",
                "office": "人事处",
                "due": "8 月 25 日",
                "state": "late",
                "word": "已超期 5 天",
            },
            {
                "title": "开展义务教育学校午餐质量专项检查，覆盖所有提供校内就餐服务的学校",
                "office": "学校后勤处",
                "due": "9 月 30 日",
                "state": "soon",
                "word": "三天后到期",
            },
            {
                "title": "修订中等职业学校实习管理办法",
                "office": "职业教育处",
                "due": "11 月 15 日",
                "state": "doing",
                "word": "进行中",
            },
            {
                "title": "完成社区学习点年度评估",
                "office": "终身教育处",
                "due": "12 月 20 日",
                "state": "todo",
                "word": "未开始",
            },
            {
                "title": "公布本年度教育系统优秀调研成果",
                "office": "办公室",
                "due": "6 月 10 日",
                "state": "done",
                "word": "已完成",
            },
        ],
        "left": ["开展义务教育学校午餐质量检查，覆盖全部学校。", "每学期公布一次检查结果。"],
        "right": [
            "开展义务教育学校午餐质量专项检查，覆盖所有提供校内就餐服务的学校。",
            "每学期公布一次检查结果。",
        ],
    }


@public
def styleguide(request: HttpRequest) -> HttpResponse:
    request.user, request.seat = User(full_name="林知远"), None  # type: ignore[attr-defined]  # whoever looks
    blank = SampleForm(auto_id="blank_%s")
    wrong = SampleForm({"title": "", "email": "linzhiyuan@", "kind": "x"}, auto_id="wrong_%s")
    wrong.add_error(None, "同一年度已经有一份正在起草的工作要点。")
    return render(request, "styleguide.html", sample() | {"blank": blank, "wrong": wrong})
