"""What the design system promises, and what its files may not contain."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template, engines
from django.test import Client, RequestFactory

from districts.templatetags import look
from portal.menu import MENUS

TOP = Path(__file__).resolve().parents[2]
TEMPLATES = [*TOP.glob("templates/**/*.html"), *TOP.glob("*/templates/**/*.html")]
OUR_CSS = sorted(TOP.glob("static/css/*.css"))
OUR_JS = sorted(TOP.glob("static/js/*.js"))

# Newer than Chromium 86, which the browsers of many offices still are.
TOO_NEW_CSS = [
    r":has\(", r":is\(", r":where\(", r"@container", r"@layer", r"color-mix\(", r"\binset:", r"aspect-ratio:",
    r"(margin|padding)-(inline|block):", r"\b(dvh|svh|lvh)\b", r"^\s*&",
]  # fmt: skip
TOO_NEW_JS = [r"\.at\(", r"structuredClone", r"\.findLast\(", r"Object\.hasOwn", r"randomUUID", r"\?\?="]


def named_icons() -> set[str]:
    in_templates = {
        name for file in TEMPLATES for name in re.findall(r'{% icon "([^"]+)" %}', file.read_text("utf-8"))
    }
    as_shapes = {
        name for file in TEMPLATES for name in re.findall(r'\bshape="([^"]+)"', file.read_text("utf-8"))
    }
    in_menus = {place.icon for menu in MENUS.values() for place in menu}
    return in_templates | as_shapes | in_menus | set(look.SHAPES.values())


def test_every_icon_named_is_in_the_sprite() -> None:
    sprite = (TOP / "static" / look.ICONS).read_text("utf-8")

    missing = named_icons() - set(re.findall(r'<symbol id="([^"]+)"', sprite))

    assert missing == set()


def test_vendored_files_are_as_recorded() -> None:
    check = subprocess.run([TOP / "scripts/vendor_static.sh", "--check"], capture_output=True, text=True)

    assert (check.returncode, check.stderr) == (0, "")


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: str(file.relative_to(TOP)))
def test_template_carries_no_style_and_no_script(file: Path) -> None:
    text = file.read_text("utf-8")

    found = re.findall(r"<style\b|\sstyle=|\son[a-z]+=\"|hx-on|<script(?![^>]*\bsrc=)|javascript:", text)

    assert found == []


@pytest.mark.parametrize("file", [*OUR_CSS, *OUR_JS], ids=lambda file: file.name)
def test_file_uses_nothing_that_chromium_86_lacks(file: Path) -> None:
    too_new = TOO_NEW_CSS if file.suffix == ".css" else TOO_NEW_JS

    found = [line for line in file.read_text("utf-8").splitlines() for new in too_new if re.search(new, line)]

    assert found == []


def contrast(one: str, other: str) -> float:
    """WCAG 2.1 contrast of two colours written #rrggbb: 1 to 21."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = [
            part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        ]
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def test_words_stand_out_from_their_grounds() -> None:
    tokens = dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", OUR_CSS_TOKENS.read_text("utf-8")))
    grounds = [tokens["paper"], "#ffffff", tokens["shade"]]

    weak = {
        (ink, ground): round(contrast(tokens[ink], ground), 2)
        for ink in ("ink", "ink-2", "ink-3", "red", "done", "soon", "late")
        for ground in grounds
        if contrast(tokens[ink], ground) < 4.5
    }

    assert weak == {}
    assert contrast(tokens["edge"], tokens["paper"]) >= 3  # the border of an input


OUR_CSS_TOKENS = TOP / "static/css/tokens.css"


def test_status_is_a_shape_and_a_word() -> None:
    drawn = look.status("late", "<late>")

    assert "#exclamation-triangle-fill" in drawn
    assert "&lt;late&gt;" in drawn


def test_unknown_state_is_refused() -> None:
    with pytest.raises(KeyError):
        look.status("lazy", "lazy")


def test_shares_fill_the_bar_and_leave_out_nothing_parts() -> None:
    shares = look.shares(done=1, late=2)

    assert [(part["state"], part["x"], part["width"]) for part in shares["parts"]] == [
        ("done", "0.00", "33.33"),
        ("late", "33.33", "66.67"),
    ]
    assert shares["total"] == 3


def test_shares_of_nothing_have_no_parts() -> None:
    assert look.shares() == {"parts": [], "total": 0}


def test_heading_repeats_the_title_of_the_page(rf: RequestFactory) -> None:
    page = engines["django"].from_string(
        '{% extends "public_base.html" %}{% block title %}海云市公开的计划{% endblock %}'
    )

    request = rf.get("/public/")
    request.user = AnonymousUser()
    text = page.render({"messages": []}, request)

    assert re.findall(r"<(title|h1)>([^<–]+)", text) == [
        ("title", "海云市公开的计划 "),
        ("h1", "海云市公开的计划"),
    ]


class OfficeForm(forms.Form):
    name = forms.CharField(label="名称", help_text="写全称。")
    stage = forms.ChoiceField(label="学段", choices=[("p", "小学")], widget=forms.RadioSelect)
    note = forms.CharField(label="备注", required=False)


def test_error_is_tied_to_its_input() -> None:
    drawn = str(OfficeForm({"stage": "p"}))

    name = re.search(r'<input type="text" name="name"[^>]*>', drawn)
    assert name is not None
    assert 'aria-describedby="id_name_helptext id_name_error"' in name[0]
    assert 'aria-invalid="true"' in name[0]
    assert {"id_name_helptext", "id_name_error"} <= set(re.findall(r'id="([^"]+)"', drawn))


def test_summary_leads_to_every_wrong_field() -> None:
    drawn = str(OfficeForm({}))

    targets = re.findall(r'href="#([^"]+)"', drawn.split("</ul>", maxsplit=1)[0])

    assert targets == ["id_name", "id_stage"]
    assert set(targets) <= set(re.findall(r'\bid="([^"]+)"', drawn))


def test_form_without_errors_has_no_summary() -> None:
    assert "error-summary" not in str(OfficeForm({"name": "基础教育处", "stage": "p"}))


def test_only_a_field_that_may_stay_empty_says_so() -> None:
    drawn = str(OfficeForm())

    assert re.findall(r"(名称|学段|备注) ?<span class=\"field-optional\">", drawn) == ["备注"]


def test_page_that_broke_stands_without_context() -> None:
    text = Template((TOP / "templates/500.html").read_text("utf-8")).render(Context())

    assert "请返回上一页" in text


@pytest.mark.django_db
def test_missing_page_says_what_to_do(client: Client) -> None:
    response = client.get("/no-such-page/")

    assert response.status_code == 404
    assert "没有找到这个页面" in response.content.decode()


@pytest.mark.django_db
def test_wrong_password_is_explained_above_the_form(client: Client) -> None:
    response: Any = client.post("/sign-in/", {"username": "nobody", "password": "wrong"})

    summary = re.search(r'class="error-summary".*?</ul>', response.content.decode(), re.DOTALL)
    assert summary is not None
    assert "用户名或密码不正确" in summary[0]


@pytest.mark.django_db
def test_guests_page_speaks_the_language_chosen(client: Client) -> None:
    client.post("/language/", {"language": "en", "next": "/sign-in/"})

    text = client.get("/sign-in/").content.decode()

    assert '<html lang="en">' in text
    assert "Sign in" in text
