"""Circulars, inside and in public: see tests/access_world.py."""

from datetime import date
from typing import Any
from uuid import uuid4

from django.utils import timezone

from circulars.files import keep_file
from circulars.models import Circular, NumberRegister, PaperBatch, RegisteredNumber, WorkPaper
from circulars.paper import Paper, Paragraph
from districts.models.people import SCHOOL_ROLES
from tests.access_world import CHILD, NOBODY, ONLY_GET, ONLY_POST, OWN, PARENT, RELATIONS, Bureau, Case
from workplans.models import Plan

DAY = date(2026, 1, 29)
SMALLEST_PDF = (
    b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj "
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R/Size 4>>\n%%EOF\n"
)


def plan(bureau: Bureau, role: str) -> dict[str, Any]:
    return {"pk": plan_of(bureau, Plan.State.APPROVED).pk}


def circular(bureau: Bureau, role: str) -> dict[str, Any]:
    """Issued, set, addressed to the bureau's office and all its schools."""
    return {"pk": circular_of(bureau).pk}


def issued_plan(bureau: Bureau, role: str) -> dict[str, Any]:
    return {"pk": circular_of(bureau).plan_id}


def published(bureau: Bureau, role: str) -> dict[str, Any]:
    return {"slug": bureau.district.slug, "pk": circular_of(bureau, is_public=True).pk}


def published_paper(bureau: Bureau, role: str) -> dict[str, Any]:
    return {"pk": circular_of(bureau, is_public=True).pk}


def public_task(bureau: Bureau, role: str) -> dict[str, Any]:
    place = circular_of(bureau, is_public=True).task_places.create(key=uuid4(), anchor="t1")
    return {"slug": bureau.district.slug, "key": place.key}


def hidden_task(bureau: Bureau, role: str) -> dict[str, Any]:
    place = circular_of(bureau).task_places.create(key=uuid4(), anchor="t1")
    return {"slug": bureau.district.slug, "key": place.key}


def annulled(bureau: Bureau, role: str) -> dict[str, Any]:
    row = circular_of(bureau)
    said = {"validity": "annulled", "repealed_at": timezone.now(), "repeal_reason": "附件有误"}
    Circular.objects.filter(pk=row.pk).update(**said, repealed_by=bureau.editor)
    return {"pk": row.pk}


def withdrawn(bureau: Bureau, role: str) -> dict[str, Any]:
    row = circular_of(bureau)
    Circular.objects.filter(pk=row.pk).update(withdrawn_at=timezone.now(), withdrawal_reason="另文印发")
    return {"slug": bureau.district.slug, "pk": row.pk}


def unpublished(bureau: Bureau, role: str) -> dict[str, Any]:
    return {"slug": bureau.district.slug, "pk": circular_of(bureau).pk}


def public_bureau(bureau: Bureau, role: str) -> dict[str, Any]:
    circular_of(bureau, is_public=True)
    return {"slug": bureau.district.slug}


def silent_bureau(bureau: Bureau, role: str) -> dict[str, Any]:
    circular_of(bureau)
    return {"slug": bureau.district.slug}


def plan_of(bureau: Bureau, state: str) -> Plan:
    return Plan.objects.create(
        district=bureau.district, kind="calendar_year", year=2026, title="工作要点", state=state, drafted_by=bureau.editor
    )  # fmt: skip


def circular_of(bureau: Bureau, *, is_public: bool = False) -> Circular:
    register = NumberRegister.objects.create(district=bureau.district, code="教", year=2026, last_serial=1)
    paper = Paper(
        f"{bureau.district.bureau_name}文件",
        "关于印发工作要点的通知",
        (Paragraph("印发给你们。"),),
        number="教〔2026〕1号",
    )
    keep_file("circulars/2026/access.pdf", b"%PDF-1.7")
    keep_file("circulars/2026/access.docx", b"PK")
    row = Circular.objects.create(
        district=bureau.district, plan=plan_of(bureau, Plan.State.ISSUED), register=register, serial=1,
        number=paper.number, title=paper.title, signed_on=DAY, snapshot=paper.to_dict(),
        content_hash=paper.content_hash(), state=Circular.State.READY, pdf="circulars/2026/access.pdf",
        pdf_sha256="0" * 64, docx="circulars/2026/access.docx", docx_sha256="1" * 64, pages=2, issued_by=bureau.editor,
        published_at=timezone.now() if is_public else None,
    )  # fmt: skip
    row.offices.add(bureau.office)
    row.audience.create()
    return row


def reserved_number(bureau: Bureau, role: str) -> dict[str, Any]:
    register = NumberRegister.objects.create(district=bureau.district, code="留", year=2026, last_serial=1)
    row = RegisteredNumber.objects.create(
        register=register, serial=1, number="留〔2026〕1号", state="reserved", purpose="工作要点",
        taken_by=bureau.editor, taken_at=timezone.now(),
    )  # fmt: skip
    return {"pk": row.pk}


def work_paper(bureau: Bureau, role: str) -> dict[str, Any]:
    return {"pk": work_paper_of(bureau).pk}


def batch(bureau: Bureau, role: str) -> dict[str, Any]:
    return {"pk": batch_of(bureau).pk}


def work_paper_of(bureau: Bureau, batch: PaperBatch | None = None) -> WorkPaper:
    keep_file("papers/2026/access.pdf", SMALLEST_PDF)
    keep_file("papers/2026/access.docx", b"PK")
    return WorkPaper.objects.create(
        plan=batch.plan if batch else plan_of(bureau, Plan.State.ISSUED), district=bureau.district, batch=batch,
        kind="school", asked_by=bureau.editor, asked_on=DAY, key=uuid4(), state=Circular.State.READY, pages=1,
        school=bureau.school, pdf="papers/2026/access.pdf", pdf_sha256="2" * 64,
        docx="papers/2026/access.docx", docx_sha256="3" * 64, title="清单",
    )  # fmt: skip


def batch_of(bureau: Bureau) -> PaperBatch:
    made = PaperBatch.objects.create(
        plan=plan_of(bureau, Plan.State.ISSUED), district=bureau.district, kind="school", asked_by=bureau.editor,
        key=uuid4(),
    )  # fmt: skip
    work_paper_of(bureau, made)
    return made


# A paper is read above and below its bureau; schools read their bureau's and those of the bureaus above.
READ: dict[str, frozenset[str]] = {"*": OWN | {PARENT, CHILD}}
for school_role in SCHOOL_ROLES:
    READ[school_role] = OWN | {PARENT}
EVERYBODY = frozenset(RELATIONS)

CASES = {
    "calendar_papers": Case(post={422}),
    "plan_issue": Case(
        row=plan, data={"signed_on": "2062-01-01"}, query={"document_code": "x", "signed_on": "x"}
    ),
    "issue_facts": Case(row=plan, get=ONLY_POST, post={200}),
    "issue_preview": Case(row=plan, get=ONLY_POST, post={200}),
    # A school's clerk, for the own school only; with it: tests/circulars/views/test_work_papers.py.
    "own_list": Case(row=issued_plan, get=ONLY_POST, accepts=NOBODY),
    "plan_circular": Case(row=issued_plan, opens=READ, get={302}, post=ONLY_GET),
    "circular_list": Case(query={"q": "要点", "year": "x", "show": "all", "page": "9"}),
    "circular": Case(row=circular, opens=READ, post=ONLY_GET),
    "circular_pdf": Case(row=circular, opens=READ, post=ONLY_GET),
    "circular_docx": Case(row=circular, opens=READ, post=ONLY_GET),
    "bureau_seal": Case(data={"size": "1"}),
    "bureau_seal_remove": Case(get=ONLY_POST, post={302}),
    "plan_papers": Case(row=plan, query={"kind": "x"}),
    "paper": Case(row=work_paper, post=ONLY_GET),
    "paper_pdf": Case(row=work_paper, post=ONLY_GET),
    "paper_docx": Case(row=work_paper, post=ONLY_GET),
    "batch_pdf": Case(row=batch, post=ONLY_GET),
    "paper_batch": Case(row=batch, post=ONLY_GET),
    "batch_stop": Case(row=batch, get=ONLY_POST, post={302}),
    "batch_go_on": Case(row=batch, get=ONLY_POST, post={302}),
    "batch_zip": Case(row=batch, post=ONLY_GET),
    "number_list": Case(
        query={"q": "x", "year": "x", "code": "x", "state": "void", "page": "9"}, post=ONLY_GET
    ),
    "number_reserve": Case(data={"code": "教", "year": "1999"}),
    "number_begin": Case(data={"code": "教", "last": "3", "dated": "1999-01-01"}),
    "number_elsewhere": Case(row=reserved_number, data={"title": "开学通知", "dated": "1999-01-01"}),
    "number_void": Case(row=reserved_number, data={"reason": "不再印发"}),
    "circular_receipts": Case(row=circular, post=ONLY_GET, query={"show": "signed", "page": "x"}),
    # Without one's own seat there is nothing to sign from; with it: tests/circulars/views/test_acts.py.
    "circular_sign": Case(row=circular, get=ONLY_POST, accepts=NOBODY),
    "circular_again": Case(row=circular, get=ONLY_POST, post={302}),
    "circular_publish": Case(row=circular, data={"act": "publish"}),
    "circular_withdraw": (
        Case(row=circular, get={302}, post={302}),
        Case(row=published_paper, data={"reason": "另文印发"}),
    ),
    "circular_repeal": Case(row=circular, data={"validity": "annulled", "reason": "附件有误"}),
    "circular_restore": (
        Case(row=circular, get={302}, post={302}),
        Case(row=annulled, data={"reason": "选错了"}),
    ),
    "robots": Case(post=ONLY_GET),
    "sitemap": Case(post=ONLY_GET),
    "check_file": Case(data={"hash": "0"}, post={200}),
    "public_task": (
        Case(row=public_task, opens=EVERYBODY, get={302}, post=ONLY_GET),
        Case(row=hidden_task, opens=NOBODY, post=ONLY_GET),
    ),
    "public_bureaus": Case(),
    "public_list": (
        Case(row=public_bureau, opens=EVERYBODY, post=ONLY_GET),
        Case(row=silent_bureau, opens=NOBODY, post=ONLY_GET),
    ),
    "public_feed": (Case(row=public_bureau, opens=EVERYBODY), Case(row=silent_bureau, opens=NOBODY)),
    "public_circular": (
        Case(row=withdrawn, opens=EVERYBODY, get={410}, post=ONLY_GET),
        Case(row=published, opens=EVERYBODY, post=ONLY_GET),
        Case(row=unpublished, opens=NOBODY, post=ONLY_GET),
    ),
    "public_docx": (
        Case(row=published, opens=EVERYBODY, post=ONLY_GET),
        Case(row=unpublished, opens=NOBODY, post=ONLY_GET),
    ),
    "public_pdf": (
        Case(row=published, opens=EVERYBODY, post=ONLY_GET),
        Case(row=unpublished, opens=NOBODY, post=ONLY_GET),
    ),
}
