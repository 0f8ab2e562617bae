"""Work papers on screen: asked for, waited for, taken."""

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse

from circulars.models import PaperBatch, WorkPaper
from circulars.services import make_papers
from tests.circulars.factories import approved_plan, make_bureau, make_editor, make_office, make_school

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
    make_papers(clock=lambda: NOW)
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
    make_papers(clock=lambda: NOW)
    done = client.get(response.url)
    packed = ZipFile(BytesIO(b"".join(client.get(zip_address).streaming_content)))

    assert response.url == batch.get_absolute_url()
    assert early.status_code == 404
    assert "data-poll" not in stopped.text
    assert zip_address in done.text
    assert packed.namelist() == ["001 第一小学.pdf"]


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
