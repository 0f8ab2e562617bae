"""印发: a plan gets its number, its text is frozen, its paper waits to be set."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import override

from calendar_app.models import CalendarEntry
from circulars.amendment import paper_of_amendment
from circulars.disclosure import genre_of
from circulars.kinds.breakdown import breakdown_table
from circulars.layout import OUTWARD, USUAL, Layout, appended, laid_out
from circulars.models import Circular, CircularAudience, Openness, RegisteredNumber, TaskPlace
from circulars.notices import issued_notice
from circulars.numbers import format_number
from circulars.paper import Paper
from circulars.press import PaperFailed, proof
from circulars.queries import people_addressed, plan_calendar, rules_of_plan
from circulars.refusals import (
    AddresseeMissing,
    AlreadyIssued,
    BearsSecrecyMark,
    CannotBePrinted,
    Contradicts,
    LeadMissing,
    NoDocumentCode,
    NotApproved,
    NotForPublic,
    NothingAmended,
)
from circulars.screen import count_of_tasks
from circulars.services.bell import ring_for
from circulars.services.disclosing import take_index_number
from circulars.services.numbers import claim_reserved, take_number, use_number
from circulars.setting import Particulars, calendar_table, paper_from_plan
from circulars.sources import source_of_plan
from districts.messages import post_message
from districts.models import Office, User
from districts.trail import record
from workplans.asking import Answered, keep_reason
from workplans.drafts import AudienceDraft
from workplans.models import ApprovalStep, Plan, PlanVersion, Section, Task
from workplans.queries import PlanOutline, directory, meant_offices, plan_outline, tasks_without_lead
from workplans.queries.snapshots import changes_between, snapshot_of
from workplans.services import apply_amendment, keep_version


@transaction.atomic
def issue_plan(
    *,
    plan: Plan,
    by: User,
    signed_on: date,
    printed_on: date | None = None,
    document_code: str | None = None,
    copied_to: str = "",
    publish: bool = False,
    layout: Layout = USUAL,
    with_breakdown: bool = False,
    audience: Iterable[AudienceDraft] | None = None,
    offices: Collection[Office] | None = None,
    reserved: RegisteredNumber | None = None,
    openness: str = Openness.PUBLIC,
    openness_reason: str = "",
    over_limit: Answered | None = None,
) -> Circular:
    """Issue an approved plan under the next number of `document_code` (default: the bureau's own) and its year.

    `audience`: rules of which schools sign for it; None takes those of the plan's tasks and entries, or all
    schools where there are none. `offices`: None takes all offices in use. `printed_on`: 印发日期,
    the day it was signed unless given. `reserved`: a number kept for this paper, in place of the next one; its code
    counts, not `document_code`. `layout`: form, marks and seal. `with_breakdown`: the 任务分解表 goes along as an
    appendix. `openness`: 公开方式. `over_limit`: why, where its schools are asked for more than the bureau's limit.
    Raises a `Refused`.
    """
    now = timezone.now()
    code = (reserved.register.code if reserved else document_code or plan.district.document_code).strip()
    if not code:
        raise NoDocumentCode
    if layout.form in OUTWARD and not layout.addressee:
        raise AddresseeMissing
    if publish and openness != Openness.PUBLIC:
        raise NotForPublic
    if openness == Openness.PUBLIC and layout.secrecy:
        raise BearsSecrecyMark
    if openness == Openness.WITHHELD and not openness_reason:
        raise Contradicts([("openness_reason", "reason_missing")])
    _claim(plan)
    outline, entries = plan_outline(plan), plan_calendar(plan)
    if tasks_without_lead(plan):
        raise LeadMissing
    _freeze_labels(outline)
    particulars = Particulars(
        number=format_number(code, signed_on.year, 1),  # until the register gives the true one
        signed_on=signed_on,
        printed_on=printed_on or signed_on,
        copied_to=copied_to,
        is_public=publish,
    )
    paper = paper_to_issue(outline, entries, particulars, layout=layout, with_breakdown=with_breakdown)
    _refuse_what_cannot_be_printed(paper)
    if offices is None:
        offices = list(plan.district.offices.working())
    rules = rules_of_plan(outline, entries) if audience is None else list(audience)
    # The register's row is locked from here to the commit: what may be refused or takes long stands above.
    if reserved:
        number = claim_reserved(number=reserved, district=plan.district, year=signed_on.year)
    else:
        number = take_number(
            district=plan.district, code=code, year=signed_on.year, purpose=paper.title, by=by, now=now
        )
    paper = replace(paper, number=number.number)
    circular = Circular.objects.create(
        district=plan.district,
        plan=plan.amends or plan,
        register=number.register,
        serial=number.serial,
        number=paper.number,
        title=paper.title,
        signed_on=signed_on,
        snapshot=paper.to_dict(),
        content_hash=paper.content_hash(),
        index_number=take_index_number(plan=plan, district=plan.district, year=signed_on.year),
        openness=openness,
        openness_reason=openness_reason,
        genre=genre_of(paper.title),
        issued_by=by,
        published_at=now if publish else None,
    )
    use_number(number=number, circular=circular)
    circular.offices.set(offices)
    _address(circular, rules)
    plan.state = Plan.State.ISSUED
    record(
        by=by,
        verb="issue_plan",
        on=plan,
        before={"state": Plan.State.APPROVED},
        after={"state": plan.state, "number": circular.number, "content_hash": circular.content_hash},
    )
    if over_limit:
        keep_reason(over_limit, on=plan, by=by)
    if plan.amends:
        apply_amendment(draft=plan, by=by, today=timezone.localdate(now))
    else:
        keep_version(plan=plan, why=PlanVersion.Why.ISSUE, by=by, edition=1)
    _note_task_places(circular, paper, outline)
    ApprovalStep.objects.create(plan=plan, act=ApprovalStep.Act.ISSUE, by=by, note=circular.number)
    _tell(circular, now)
    ring_for(circular.pk)
    return circular


def _claim(plan: Plan) -> None:
    """Only one of two people who press at once gets past this; the other waits for the first's commit.

    The plan is read again: what was approved is issued, not what somebody looked at before. In memory it stays
    approved until its numbers are frozen, for so long they follow from position.
    """
    claimed = Plan.objects.filter(pk=plan.pk, state=Plan.State.APPROVED, school=None).update(
        state=Plan.State.ISSUED, version=F("version") + 1
    )
    plan.refresh_from_db()
    if not claimed:
        raise AlreadyIssued if plan.is_issued or plan.state == Plan.State.WORKED_IN else NotApproved
    plan.state = Plan.State.APPROVED


def paper_to_issue(
    outline: PlanOutline,
    entries: Sequence[CalendarEntry],
    particulars: Particulars,
    *,
    layout: Layout = USUAL,
    with_breakdown: bool = False,
) -> Paper:
    """The paper that a plan, or a draft that amends one, goes out as. Raises NothingAmended."""
    plan = outline.plan
    if plan.amends:
        paper = _amendment(plan.amends, outline, entries, particulars)
    else:
        paper = paper_from_plan(outline, entries, particulars, meant=_offices_meant(plan, entries))
    if with_breakdown:
        source = source_of_plan(plan, day=particulars.signed_on)
        paper = appended(paper, breakdown_table(source, marked=True))
    return laid_out(paper, layout)


def _amendment(
    plan: Plan, outline: PlanOutline, entries: Sequence[CalendarEntry], particulars: Particulars
) -> Paper:
    """The notice of what the draft changes in the issued plan. Raises NothingAmended."""
    with override(settings.LANGUAGE_CODE):  # a paper speaks the portal's own language, whoever issues it
        changes = changes_between(plan, snapshot_of(plan), snapshot_of(outline.plan))
    if not any(change.is_change for change in changes):
        raise NothingAmended
    first = plan.circulars.order_by("pk").first()
    return paper_of_amendment(
        outline,
        changes,
        particulars,
        amended=first.number if first else "",
        calendar=calendar_table(outline.plan, entries, meant=_offices_meant(outline.plan, entries)),
    )


def _freeze_labels(outline: PlanOutline) -> None:
    """From now on the numbers are the rows' own."""
    sections, tasks = list(outline.walk()), list(outline.all_tasks())
    for section in sections:
        section.section.label = section.label
    for task in tasks:
        task.task.label = task.label
    Section.objects.bulk_update([node.section for node in sections], ["label"])
    Task.objects.bulk_update([node.task for node in tasks], ["label"])


def _offices_meant(plan: Plan, entries: Iterable[CalendarEntry]) -> dict[str, Office]:
    names = {item["name"] for entry in entries for item in entry.offices_as_written}
    return meant_offices(names, directory(plan.district))


def _refuse_what_cannot_be_printed(paper: Paper) -> None:
    """A number once given is not taken back: what could never be printed must not get one."""
    try:
        proof(paper, fonts=settings.FONTS_DIR)
    except PaperFailed as failure:
        raise CannotBePrinted(str(failure)) from failure


def _note_task_places(circular: Circular, paper: Paper, outline: PlanOutline) -> None:
    """Where each task stands on the page. The plan's text comes last: what a notice numbers stands before it.

    A task of an amendment's draft stands for the plan's own (`origin`), new ones too once the plan is amended.
    """
    tasks = list(outline.all_tasks())
    rows = Task.objects.filter(plan=outline.plan).values_list("pk", "key", "origin")
    keys = {pk: (origin or key) if outline.plan.amends_id else key for pk, key, origin in rows}
    before = count_of_tasks(paper) - len(tasks)
    TaskPlace.objects.bulk_create(
        TaskPlace(circular=circular, key=keys[node.task.pk], anchor=f"t{number}")
        for number, node in enumerate(tasks, start=before + 1)
    )


def _address(circular: Circular, rules: Iterable[AudienceDraft]) -> None:
    CircularAudience.objects.bulk_create(
        CircularAudience(circular=circular, **asdict(rule)) for rule in dict.fromkeys(rules)
    )


def _tell(circular: Circular, now: datetime) -> None:
    """A message to everybody who can sign for it: offices' people, schools' clerks; one each."""
    notice = issued_notice(circular)
    post_message(
        to=people_addressed(circular),
        key=f"circular:{circular.pk}:issued",
        subject=notice.subject,
        body=notice.body,
        link=circular.get_absolute_url(),
        now=now,
    )
