"""The page that issues a plan."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from circulars.models import Circular, NumberRegister
from circulars.paper import Paper, TableAppendix
from circulars.services import give_seal, reserve_number, void_number
from districts.models import Role, Stage
from tests.circulars.factories import (
    approved_plan,
    make_bureau,
    make_circular,
    make_editor,
    make_office,
    make_school,
    make_user,
)
from tests.circulars.seals import seal_picture
from workplans.models import ApprovalStep, Plan


@pytest.fixture
def district(db):
    return make_bureau()


@pytest.fixture
def office(district):
    return make_office(district, "办公室")


@pytest.fixture
def plan(district, office):
    return approved_plan(district)


@pytest.fixture
def editor(client, district):
    editor = make_editor(district)
    client.force_login(editor)
    return editor


def page_of(plan):
    return reverse("plan_issue", args=[plan.pk])


def answers(office, **changed):
    return {
        "document_code": "临教",
        "signed_on": timezone.localdate().isoformat(),
        "copied_to": "",
        "offices": [office.pk],
        "audience": "all",
        "demand": "act",
        **changed,
    }


def test_the_page_shows_the_next_number_and_all_offices(client, editor, plan):
    make_circular(plan.district, signed_on=timezone.localdate())

    response = client.get(page_of(plan))

    assert f"临教〔{timezone.localdate().year}〕2号" in response.text
    assert "临溪县教育局关于印发《2026年全县教育工作要点》的通知" in response.text
    assert response.context["form"].initial["offices"] == [plan.district.offices.get().pk]


def test_the_number_follows_code_and_date(client, editor, plan):
    day = timezone.localdate().replace(month=1, day=1)

    response = client.get(page_of(plan), {"document_code": "临教办", "signed_on": day.isoformat()})

    assert response.context["next_number"] == f"临教办〔{day.year}〕1号"


@pytest.mark.parametrize("nonsense", ["昨天", "2026-13-40", "\x00", ""])
def test_no_number_is_promised_for_nonsense(client, editor, plan, nonsense):
    response = client.get(page_of(plan), {"document_code": "临教", "signed_on": nonsense or "x"})

    assert response.context["next_number"] == ""


def test_issuing_leads_to_the_circular(client, editor, plan, office):
    response = client.post(page_of(plan), answers(office, copied_to="县府办", publish="on"))

    circular = Circular.objects.get()
    assert response.status_code == 302
    assert response.url == circular.get_absolute_url()
    assert list(circular.offices.all()) == [office]
    assert circular.published_at
    paper = Paper.from_dict(circular.snapshot)
    assert (paper.copied_to, paper.printed_on) == ("县府办", timezone.localdate())


def test_a_second_click_issues_nothing_more(client, editor, plan, office):
    client.post(page_of(plan), answers(office))
    again = client.post(page_of(plan), answers(office))

    circular = Circular.objects.get()
    assert again.url == circular.get_absolute_url()
    assert client.get(page_of(plan)).url == circular.get_absolute_url()


def test_the_audience_may_be_chosen_by_rule(client, editor, plan, office):
    client.post(
        page_of(plan),
        answers(
            office,
            audience="some",
            stages=[Stage.PRIMARY, Stage.JUNIOR],
            ownership="public",
            directly_under="yes",
        ),
    )

    assert [
        (rule.stage, rule.ownership, rule.directly_under) for rule in Circular.objects.get().audience.all()
    ] == [("primary", "public", True), ("junior", "public", True)]


def test_no_stage_chosen_means_all_stages_even_where_they_only_take_note(client, editor, plan, office):
    client.post(page_of(plan), answers(office, audience="some", demand="inform"))

    (rule,) = Circular.objects.get().audience.all()
    assert (rule.demand, rule.stage) == ("inform", "")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"document_code": ""}, "document_code"),
        ({"document_code": "临教〔2026〕"}, "document_code"),
        ({"document_code": "临教" * 7}, "document_code"),
        ({"signed_on": ""}, "signed_on"),
        ({"signed_on": "2062-01-01"}, "signed_on"),
        ({"signed_on": "2019-01-01"}, "signed_on"),
        ({"audience": "none", "offices": []}, "offices"),
        ({"audience": "everybody"}, "audience"),
        ({"offices": ["999999"]}, "offices"),
        ({"copied_to": "长" * 201}, "copied_to"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(client, editor, plan, office, changed, field):
    response = client.post(page_of(plan), answers(office, **changed))

    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert not Circular.objects.exists()


def test_another_bureaus_office_is_not_addressed(client, editor, plan, office):
    theirs = make_office(make_bureau("青川县"), "办公室")

    response = client.post(page_of(plan), answers(office, offices=[theirs.pk]))

    assert "offices" in response.context["form"].errors


def test_a_paper_that_cannot_be_printed_is_refused_in_words(client, editor, plan, office):
    Plan.objects.filter(pk=plan.pk).update(title="2026年\U0010fffd工作要点")

    response = client.post(page_of(plan), answers(office))

    assert "现有字体印不出这些字：\U0010fffd" in response.text
    assert not Circular.objects.exists()


def test_tasks_without_lead_are_listed_in_place_of_the_form(client, editor, plan):
    second = plan.tasks.get(title="第2件事")
    plan.tasks.filter(pk=second.pk).update(no_lead_reason="")

    page = client.get(reverse("plan_issue", args=[plan.pk]))

    assert f'<a href="{second.get_absolute_url()}">2．第2件事</a>' in page.content.decode()
    assert 'name="document_code"' not in page.content.decode()


def test_a_plan_that_is_not_approved_says_what_helps(client, editor, plan, office):
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.SUBMITTED)

    page = client.get(page_of(plan))
    sent = client.post(page_of(plan), answers(office))

    assert "计划尚未批准" in page.text
    assert "计划尚未批准" in sent.text
    assert not Circular.objects.exists()


def test_another_bureaus_plan_is_not_found(client, editor):
    theirs = approved_plan(make_bureau("青川县"))

    assert client.get(page_of(theirs)).status_code == 404
    assert client.post(page_of(theirs)).status_code == 404


@pytest.mark.parametrize("role", [Role.APPROVER, Role.ADMINISTRATOR, Role.AUDITOR])
def test_only_editors_issue(client, plan, role):
    client.force_login(make_user(plan.district, role))

    assert client.get(page_of(plan)).status_code == 403


def test_the_page_takes_few_queries(client, editor, plan, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        client.get(page_of(plan))


def test_a_plan_leads_to_its_circular(client, editor, plan):
    circular = make_circular(plan.district)

    assert client.get(reverse("plan_circular", args=[circular.plan_id])).url == circular.get_absolute_url()
    assert client.get(reverse("plan_circular", args=[plan.pk])).status_code == 404


def test_an_issued_plan_bears_its_own_number_not_that_of_the_paper_it_came_from(client, editor, plan, office):
    Plan.objects.filter(pk=plan.pk).update(source_number="旧教〔2020〕99号")
    page = reverse("plan", args=[plan.pk])
    assert "旧教〔2020〕99号" in client.get(page).content.decode()

    client.post(page_of(plan), answers(office))

    number = Circular.objects.get().number
    issued = client.get(page).content.decode()
    assert f'<p class="document-number flush">{number}</p>' in issued
    assert "旧教〔2020〕99号" not in issued
    listed = client.get(reverse("plan_list"), {"q": number}).text
    assert number in listed
    assert "旧教〔2020〕99号" not in listed


def test_the_form_of_the_paper_is_chosen_and_frozen(client, editor, plan, office):
    client.post(
        page_of(plan),
        answers(
            office, form="upward", signers="周远、吴启明", addressee="云山省教育厅", urgency="特急", note="联系人：林禾",
            partners="临溪县财政局", copy_number="000007", printed_by="临溪县教育局秘书科", seal="none",
            with_breakdown="on",
        ),
    )  # fmt: skip

    paper = Paper.from_dict(Circular.objects.get().snapshot)
    assert paper.title == "临溪县教育局关于报送《2026年全县教育工作要点》的报告"
    assert (paper.signers, paper.addressee) == (("周远", "吴启明"), "云山省教育厅")
    assert (paper.urgency, paper.copy_number, paper.note) == ("特急", "000007", "联系人：林禾")
    assert (paper.partners, paper.printed_by) == (("临溪县财政局",), "临溪县教育局秘书科")
    assert not paper.sealed
    assert paper.attachments_note[-1].endswith("任务分解表")
    breakdown = paper.appendices[-1]
    assert isinstance(breakdown, TableAppendix)
    assert breakdown.landscape


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"form": "upward"}, "signers"),
        ({"form": "upward"}, "addressee"),
        ({"form": "letter"}, "addressee"),
        ({"signers": "周远"}, "signers"),
        ({"form": "minutes"}, "present"),
        ({"form": "minutes", "present": "，、"}, "present"),
        ({"paper_title": "长" * 121}, "paper_title"),
        ({"form": "minutes", "present": "林禾", "partners": "县财政局"}, "partners"),
        ({"partners": "县财政局、县财政局"}, "partners"),
        ({"partners": "、".join("甲乙丙丁戊己庚")}, "partners"),
        ({"copy_number": "7"}, "copy_number"),
        ({"secrecy": "内部", "publish": "on"}, "secrecy"),
        ({"printed_on": "2020-01-01"}, "printed_on"),
        ({"seal": "picture"}, "seal"),
        ({"form": "poem"}, "form"),
    ],
)
def test_what_does_not_go_together_is_said_and_what_was_typed_stays(
    client, editor, plan, office, changed, field
):
    response = client.post(page_of(plan), answers(office, note="联系人：林禾", **changed))

    assert field in response.context["form"].errors
    assert "联系人：林禾" in response.text
    assert not Circular.objects.exists()


def test_where_a_secrecy_mark_is_chosen_the_page_says_what_the_portal_is_not_for(client, editor, plan):
    assert "本平台不得处理涉密公文" in client.get(page_of(plan)).text


@pytest.mark.parametrize("form", ["upward", "letter"])
def test_a_paper_that_goes_out_of_the_bureau_is_signed_for_by_nobody_unless_chosen(
    client, editor, plan, office, form
):
    offered = client.get(page_of(plan), {"form": form}).context["form"]
    assert (offered["offices"].value(), offered["audience"].value()) == ([], "none")

    signers = {"signers": "周远"} if form == "upward" else {}
    client.post(
        page_of(plan),
        answers(office, form=form, addressee="云山省教育厅", offices=[], audience="none", **signers),
    )

    circular = Circular.objects.get()
    assert (circular.snapshot["addressee"], circular.offices.count(), circular.audience.count()) == (
        "云山省教育厅", 0, 0,
    )  # fmt: skip
    assert client.get(circular.get_absolute_url()).status_code == 200


def test_names_typed_with_any_separators_are_in_order_on_the_paper(client, editor, plan, office):
    client.post(
        page_of(plan), answers(office, addressee="，，各县(区)教育局,：", copied_to="县府办,县财政局，。")
    )

    paper = Paper.from_dict(Circular.objects.get().snapshot)
    assert (paper.addressee, paper.copied_to) == ("各县（区）教育局", "县府办，县财政局")


def test_a_kept_number_is_not_taken_under_another_code(client, editor, plan, office):
    year = timezone.localdate().year
    kept = reserve_number(district=plan.district, year=year, purpose="通知", by=editor, now=timezone.now())

    refused = client.post(page_of(plan), answers(office, document_code="临教办", reserved=kept.pk))

    assert f"临教办，而所选预留文号是{kept.number}" in refused.context["form"].errors["reserved"][0]
    assert not Circular.objects.exists()


def test_the_question_before_issuing_says_what_goes_out_to_whom(
    client, editor, plan, office, django_assert_max_num_queries
):
    make_school(plan.district)
    make_school(plan.district, stage=Stage.KINDERGARTEN)
    address = reverse("issue_facts", args=[plan.pk])

    with django_assert_max_num_queries(16):
        facts = client.post(address, answers(office)).text
    some = client.post(address, answers(office, audience="some", stages=[Stage.PRIMARY], publish="on")).text
    wrong = client.post(address, answers(office, copy_number="7")).text

    year = timezone.localdate().year
    words = (
        f"临教〔{year}〕1号",
        "各学校（单位），机关各处室",
        "1个处室、2所学校",
        "暂不公开",
        "印发《2026年全县教育工作要点》的通知",
    )
    assert [word for word in words if word not in facts] == []
    assert "1个处室、1所学校" in some
    assert "印发后立即公开" in some
    assert "份号：" in wrong
    assert "1个处室" not in wrong
    assert not Circular.objects.exists()


def test_the_bureaus_seal_is_offered_and_printed(client, editor, plan, office):
    seal = give_seal(district=plan.district, picture=seal_picture(), size=45, by=editor)
    form = client.get(page_of(plan)).context["form"]

    client.post(page_of(plan), answers(office, seal=form["seal"].value()))

    paper = Paper.from_dict(Circular.objects.get().snapshot)
    assert (paper.seal, paper.seal_size) == (seal.content, 45)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"openness": "withheld"}, "openness_reason"),
        ({"openness": "request", "publish": "on"}, "publish"),
        ({"signed_on": (timezone.localdate() - timedelta(days=1)).isoformat()}, "signed_on"),
        ({"signed_on": (timezone.localdate() + timedelta(days=1)).isoformat()}, "signed_on"),
        ({"printed_on": (timezone.localdate() - timedelta(days=1)).isoformat()}, "printed_on"),
        ({"secrecy": "秘密★1年"}, "secrecy"),
    ],
)
def test_what_contradicts_itself_is_not_issued(client, editor, plan, office, changed, field):
    ApprovalStep.objects.create(plan=plan, act=ApprovalStep.Act.SIGN, by=plan.drafted_by)

    response = client.post(page_of(plan), answers(office, **changed))

    assert list(response.context["form"].errors) == [field]
    assert not Circular.objects.exists()


def test_the_day_of_sign_off_is_offered_and_named_where_an_earlier_one_is_refused(
    client, editor, plan, office
):
    today = timezone.localdate()
    ApprovalStep.objects.create(plan=plan, act=ApprovalStep.Act.SIGN, by=plan.drafted_by)
    signed_off = timezone.now() - timedelta(days=2)
    ApprovalStep.objects.filter(plan=plan).update(at=signed_off)
    day = timezone.localdate(signed_off)
    said = f"早于签发日期（{day.year}年{day.month}月{day.day}日），请填写当日或以后"

    offered = client.get(page_of(plan)).context["form"]
    early, long_ago = day - timedelta(days=1), today - timedelta(days=9)
    refused = client.post(page_of(plan), answers(office, signed_on=early, printed_on=long_ago))

    assert offered["signed_on"].value() == day
    faults = refused.context["form"].errors
    assert list(faults) == ["signed_on", "printed_on"]  # in one round
    assert said in faults["signed_on"][0]
    assert client.post(page_of(plan), answers(office, signed_on=today)).status_code == 302


def test_a_number_made_void_meanwhile_is_said_to_be_gone(client, editor, plan, office):
    kept = reserve_number(
        district=plan.district, year=timezone.localdate().year, purpose="通知", by=editor, now=timezone.now()
    )
    void_number(number=kept, reason="不再印发", by=editor, now=timezone.now())

    response = client.post(page_of(plan), answers(office, reserved=kept.pk))

    assert "该文号已作废或已被使用" in response.context["form"].errors["reserved"][0]


def test_what_is_said_of_disclosure_goes_with_the_paper(client, editor, plan, office):
    client.post(page_of(plan), answers(office, openness="withheld", openness_reason="内部工作安排"))

    circular = Circular.objects.get()
    assert (circular.openness, circular.openness_reason) == ("withheld", "内部工作安排")


def test_the_preview_shows_the_real_first_pages_and_writes_nothing(client, editor, plan, monkeypatch):
    address = reverse("issue_preview", args=[plan.pk])
    sent = {"document_code": "临教办", "signed_on": "2026-01-29", "copied_to": "县府办"}

    first = client.post(address, sent, headers={"HX-Request": "true"})
    monkeypatch.setattr("circulars.previewing.preview_paper", None)  # printing again would fail
    again = client.post(address, sent)

    assert first.text.count("data:image/png;base64,") == again.text.count("data:image/png;base64,") > 1
    assert "<html" not in first.text
    assert "<html" in again.text
    assert not Circular.objects.exists()
    assert not NumberRegister.objects.exists()
    assert client.get(address).status_code == 405


def test_the_preview_says_which_field_has_a_fault_or_a_character_that_no_font_has(
    client, editor, plan, office
):
    address = reverse("issue_preview", args=[plan.pk])

    wrong = client.post(
        address, answers(office, form="minutes", partners="县财政局、县财政局", copy_number="7")
    )
    rare = client.post(address, answers(office, copied_to="县府\U0001f600办"))

    assert [word for word in ("联合行文单位：", "份号：", "出席：") if word not in wrong.text] == []
    assert "data:image" in wrong.text
    assert "抄送：现有字体印不出这些字：\U0001f600" in rare.text


def test_the_preview_says_what_cannot_be_printed(client, editor, plan):
    Plan.objects.filter(pk=plan.pk).update(title="2026年工作要点\U0001f600")

    response = client.post(reverse("issue_preview", args=[plan.pk]), headers={"HX-Request": "true"})

    assert "\U0001f600" in response.text
    assert "data:image" not in response.text
