"""Work papers on screen: asked for, waited for, taken."""

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse

from circulars.models import PaperBatch, WorkPaper
from circulars.services import render_waiting
from tests.circulars.factories import (
    approved_plan,
    make_bureau,
    make_circular,
    make_clerk,
    make_editor,
    make_office,
    make_school,
)
from tests.circulars.reading_pdf import read_pdf

NOW = datetime(2026, 5, 10, 8, tzinfo=UTC)


@pytest.fixture
def plan(db):
    return approved_plan(make_bureau())


@pytest.fixture
def address(client, plan):
    client.force_login(make_editor(plan.district))
    return reverse("plan_papers", args=[plan.pk])


def ask(client, address, **values):
    key = client.get(address).context["form"]["key"].value()
    return client.post(address, {"key": key, **values})


def test_a_paper_is_asked_for_waited_for_and_taken(client, plan, address):
    response = ask(client, address, kind="breakdown")
    row = WorkPaper.objects.get()
    waiting = client.get(response.url)
    render_waiting(clock=lambda: NOW)
    ready = client.get(response.url, headers={"HX-Request": "true"})
    pdf = client.get(reverse("paper_pdf", args=[row.pk]), {"download": "1"})

    assert response.url == row.get_absolute_url()
    assert "data-poll" in waiting.text
    assert "data-poll" not in ready.text
    assert "<html" not in ready.text
    assert b"".join(pdf.streaming_content).startswith(b"%PDF-")
    assert row.title in client.get(address).text


def test_asking_needs_no_script_and_get_writes_nothing(client, address):
    client.get(address)

    assert not WorkPaper.objects.exists()


def test_a_slip_needs_an_office(client, plan, address):
    response = ask(client, address, kind="urging")

    assert response.status_code == 200
    assert response.context["form"].errors["office"]


def test_what_a_kind_does_not_ask_for_is_left_out(client, plan, address):
    office = make_office(plan.district)

    ask(client, address, kind="plan", office=office.pk)

    assert WorkPaper.objects.get().office is None


def test_lists_for_all_schools_are_a_batch_with_a_zip(client, plan, address):
    make_school(plan.district, "第一小学")
    task = plan.tasks.first()
    task.audience.create()

    response = ask(client, address, kind="school")
    batch = PaperBatch.objects.get()
    zip_address = reverse("batch_zip", args=[batch.pk])
    early = client.get(zip_address)
    client.post(reverse("batch_stop", args=[batch.pk]))
    stopped = client.get(response.url)
    client.post(reverse("batch_go_on", args=[batch.pk]))
    render_waiting(clock=lambda: NOW)
    done = client.get(response.url)
    packed = ZipFile(BytesIO(b"".join(client.get(zip_address).streaming_content)))

    assert response.url == batch.get_absolute_url()
    assert early.status_code == 404
    assert "data-poll" not in stopped.text
    assert zip_address in done.text
    assert packed.namelist() == ["001 第一小学.pdf"]


def test_a_batch_is_taken_as_one_pdf_with_every_school_in_its_outline(client, plan, address):
    for name in ("第一小学", "第二小学（北校区）"):
        make_school(plan.district, name)
    plan.tasks.earliest("pk").audience.create()
    ask(client, address, kind="school")
    batch = PaperBatch.objects.get()
    merged_address = reverse("batch_pdf", args=[batch.pk])
    early = client.get(merged_address)
    render_waiting(clock=lambda: NOW)

    merged = read_pdf(b"".join(client.get(merged_address).streaming_content))

    assert early.status_code == 404
    assert [title for _level, title in merged.bookmarks] == [
        str(row.school) for row in batch.papers.order_by("pk")
    ]
    assert [page.text[-3:] for page in merged.pages] == ["—1—", "—1—"]


def test_a_schools_clerk_takes_the_own_list_of_an_issued_plan(client, db):
    district = make_bureau()
    school, other = make_school(district, "第一小学"), make_school(district, "第二小学")
    circular = make_circular(district)
    circular.plan.tasks.earliest("pk").audience.create()
    address = reverse("own_list", args=[circular.plan_id])
    clerk = make_clerk(school)
    client.force_login(clerk)

    page = client.get(circular.get_absolute_url())
    sent = {"school": school.pk, "key": str(page.context["own_list_key"])}
    responses = [client.post(address, sent) for _ in range(2)]  # a double click
    somebody_elses = client.post(address, {**sent, "school": other.pk})
    render_waiting(clock=lambda: NOW)
    row = WorkPaper.objects.get()
    shown = client.get(responses[0].url)
    pdf = read_pdf(b"".join(client.get(reverse("paper_pdf", args=[row.pk])).streaming_content))

    assert address in page.text
    assert responses[0].url == responses[1].url == row.get_absolute_url()
    assert somebody_elses.status_code == 404
    assert reverse("paper_pdf", args=[row.pk]) in shown.text
    assert pdf.title == "第一小学工作任务清单"
    client.force_login(make_clerk(other))
    assert client.get(row.get_absolute_url()).status_code == 404
    client.force_login(circular.issued_by)
    assert row.title not in client.get(reverse("plan_papers", args=[circular.plan_id])).text


def test_a_plan_that_is_not_issued_has_no_list_for_schools(client, plan):
    school = make_school(plan.district)
    client.force_login(make_clerk(school))

    assert client.post(reverse("own_list", args=[plan.pk]), {"school": school.pk}).status_code == 404


def test_another_bureaus_papers_are_not_found(client, plan, address):
    ask(client, address, kind="plan")
    client.force_login(make_editor(make_bureau("青川县")))
    row = WorkPaper.objects.get()

    assert client.get(address).status_code == 404
    for name in ("paper", "paper_pdf", "paper_docx"):
        assert client.get(reverse(name, args=[row.pk])).status_code == 404


def test_the_page_takes_as_many_queries_for_three_as_for_one(
    client, plan, address, django_assert_max_num_queries
):
    ask(client, address, kind="plan")
    with django_assert_max_num_queries(14) as first:
        client.get(address)
    for _ in range(2):
        ask(client, address, kind="plan")
    with django_assert_max_num_queries(14) as then:
        client.get(address)

    assert len(then) == len(first)
