"""Taking a paper back on its page, and what everybody then reads of it."""

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import rfc3339_date

from circulars.models import Circular, RegisteredNumber
from circulars.services import repeal_circular, sign_for
from districts.models import Role
from tests.circulars.factories import (
    make_bureau,
    make_circular,
    make_clerk,
    make_editor,
    make_office,
    make_officer,
    make_school,
    make_user,
)

REASON = "附件有误"


@pytest.fixture
def district(db):
    return make_bureau()


@pytest.fixture
def clerks(district):
    return [make_clerk(make_school(district, name)) for name in ("第一小学", "第二小学")]


@pytest.fixture
def circular(district, clerks):
    make_office(district, "办公室")
    circular = make_circular(district, publish=True)
    Circular.objects.filter(pk=circular.pk).update(state=Circular.State.READY, pdf="paper.pdf", pages=2)
    circular.refresh_from_db()
    sign_for(circular=circular, by=clerks[0], seat=clerks[0].seats[0])
    return circular


@pytest.fixture
def annulled(circular):
    return repeal_circular(
        circular=circular, by=circular.issued_by, now=timezone.now(), validity="annulled", reason=REASON
    )


def address(circular, act="repeal"):
    return reverse(f"circular_{act}", args=[circular.pk])


def test_the_page_says_what_will_happen_and_a_reason_is_asked(client, circular):
    client.force_login(make_editor(circular.district))

    assert address(circular) in client.get(circular.get_absolute_url()).text
    page = client.get(address(circular)).text
    unsaid = client.post(address(circular), {"validity": "annulled", "reason": " "})

    assert "将告知主送的 3 个处室和学校" in page
    assert "其中 1 个已签收，记录保留；其余 2 个不再要求签收" in page
    assert "从公开页撤回" in page
    assert unsaid.context["form"].errors["reason"]
    circular.refresh_from_db()
    assert circular.is_in_force


@pytest.mark.parametrize("role", [Role.EDITOR, Role.APPROVER])
def test_editor_and_approver_take_it_back_and_restore_it(client, circular, role):
    client.force_login(make_user(circular.district, role))

    client.post(address(circular), {"validity": "repealed", "reason": REASON})
    circular.refresh_from_db()
    assert (circular.validity, circular.repeal_reason) == ("repealed", REASON)
    again = client.post(address(circular), {"validity": "annulled", "reason": "另一个"}, follow=True)
    circular.refresh_from_db()
    assert (circular.validity, circular.repeal_reason) == ("repealed", REASON)
    assert "本文已经撤销或废止" in again.text
    assert "重新要求签收" in client.get(address(circular, "restore")).text
    client.post(address(circular, "restore"), {"reason": "选错了"})
    circular.refresh_from_db()
    assert circular.is_in_force


@pytest.mark.parametrize("act", ["repeal", "restore"])
def test_others_do_not(client, circular, act):
    for person, status in [
        (make_editor(make_bureau("青川县", parent=circular.district)), 404),
        (make_clerk(make_school(circular.district)), 403),
        (make_officer(make_office(circular.district, "督导科")), 403),
    ]:
        client.force_login(person)
        assert client.post(address(circular, act), {"reason": REASON}).status_code == status


def test_a_paper_being_made_is_waited_for(client, district):
    waiting = make_circular(district)
    client.force_login(make_editor(district))

    assert address(waiting) not in client.get(waiting.get_absolute_url()).text
    assert "PDF 还在生成" in client.get(address(waiting)).text
    client.post(address(waiting), {"validity": "annulled", "reason": REASON})
    waiting.refresh_from_db()
    assert waiting.is_in_force


def test_a_school_reads_that_it_is_void_and_is_asked_for_nothing(client, annulled, clerks):
    client.force_login(clerks[1])
    page = client.get(annulled.get_absolute_url()).text
    answer = client.post(
        reverse("circular_sign", args=[annulled.pk]), {"seat": clerks[1].seats[0].pk}, follow=True
    )
    listed = client.get(reverse("circular_list")).text

    assert "撤销，自始无效" in page
    assert REASON in page
    assert "文件为印发时的原样" in page
    assert reverse("circular_sign", args=[annulled.pk]) not in page
    assert address(annulled, "restore") not in page
    assert "不再签收" in answer.text
    assert "已撤销" in listed
    assert annulled.title not in client.get(reverse("circular_list"), {"show": "to_sign"}).text
    assert annulled.title not in client.get(reverse("workbench")).text


def test_who_had_signed_still_reads_that_they_did(client, annulled, clerks):
    client.force_login(clerks[0])

    assert "第一小学已签收" in client.get(annulled.get_absolute_url()).text


def test_the_bureau_reads_it_on_all_its_pages_within_few_queries(
    client, annulled, django_assert_max_num_queries
):
    newer = make_circular(annulled.district)
    Circular.objects.filter(pk=annulled.pk).update(replaced_by=newer)
    client.force_login(make_editor(annulled.district))

    with django_assert_max_num_queries(8):
        page = client.get(annulled.get_absolute_url())
    receipts = client.get(reverse("circular_receipts", args=[annulled.pk])).text

    assert newer.get_absolute_url() in page.text
    assert address(annulled, "restore") in page.text
    assert address(annulled) not in page.text
    assert "签收记录保留备查" in receipts
    assert reverse("remind_unsigned", args=[annulled.pk]) not in receipts
    assert RegisteredNumber.objects.get(circular=annulled).state == "used"
    for name in ("circular_list", "number_list"):
        assert "已撤销" in client.get(reverse(name)).text
    assert "已撤销" in client.get(reverse("plan", args=[annulled.plan_id])).text
    assert "已撤销" in client.get(reverse("search"), {"q": annulled.number[:2]}).text


def test_its_disclosure_can_be_mended_but_not_its_validity(client, annulled):
    newer = make_circular(annulled.district, publish=True)
    client.force_login(make_editor(annulled.district))
    publish = reverse("circular_publish", args=[annulled.pk])

    assert "validity" not in client.get(publish).context["form"].fields
    client.post(
        publish,
        {"openness": "public", "genre": "通知", "subject": "科技、教育", "validity": "in_force",
         "replaced_by": newer.pk, "seen": "on"},
    )  # fmt: skip

    annulled.refresh_from_db()
    assert (annulled.validity, annulled.replaced_by) == ("annulled", newer)


def test_the_public_page_says_so_and_points_on(client, annulled):
    newer = make_circular(annulled.district, publish=True)
    Circular.objects.filter(pk=annulled.pk).update(replaced_by=newer)

    text = client.get(reverse("public_circular", args=[annulled.district.slug, annulled.pk])).text

    assert "撤销，自始无效" in text
    assert REASON in text
    assert reverse("public_circular", args=[newer.district.slug, newer.pk]) in text
    assert "第1件事" in text  # its text is read on, until it is withdrawn as well


def test_the_public_list_and_the_feed_say_so(client, annulled):
    slug = annulled.district.slug

    listed = client.get(reverse("public_list", args=[slug])).text
    feed = client.get(reverse("public_feed", args=[slug])).text

    assert "已撤销" in listed
    assert f"【已撤销】{annulled.title}" in feed
    assert REASON in feed
    assert f"<updated>{rfc3339_date(annulled.repealed_at)}" in feed
    assert annulled.repealed_at > annulled.published_at
