"""Papers asked for while their workers are killed in the middle of printing: what is lost, half, twice or late."""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from io import BytesIO
from os import kill
from pathlib import Path
from uuid import uuid4
from zipfile import ZipFile

import pypdfium2
from celery import current_app
from django.conf import settings
from django.db.models import Sum

from circulars.models import Circular, WorkPaper
from circulars.services import ask_for_paper
from districts.models import AuditEntry
from tests.circulars.factories import approved_plan, make_bureau, make_circular, make_editor
from tests.workers import Worker
from tests.workplans.factories import task
from workplans.drafts import SectionDraft

SWEEP = 10.0  # seconds, as in CELERY_BEAT_SCHEDULE
LATEST = 120.0
WHOLE_WORKER = 0.2  # of the kills; the others take a pool's process, whose worker goes on
BODY = "坚持问题导向，完善工作台账，定期听取意见，及时调整安排，做到有计划、有记录、有反馈。"
Paper = Circular | WorkPaper


@dataclass
class Tally:
    kills: int = 0
    papers: int = 0
    missing: int = 0
    partial: int = 0
    doubled: int = 0
    slowest: float = 0.0

    def __str__(self) -> str:
        return (
            f"prove-render kills={self.kills} papers={self.papers} missing={self.missing} "
            f"partial={self.partial} doubled={self.doubled} slowest_s={self.slowest:.1f}"
        )

    @property
    def holds(self) -> bool:
        return not self.missing and not self.partial and not self.doubled and self.slowest <= LATEST


@dataclass
class PowerCuts:
    """`start` gives a worker that takes jobs. Every paper is asked for as people do, and waited for."""

    start: Callable[[], Worker]
    workers: int = 2
    ahead: int = 4
    """So many papers wait at any time."""
    random: random.Random = field(default_factory=lambda: random.Random(9704))
    asked: dict[Paper, float] = field(default_factory=dict)
    done: dict[Paper, float] = field(default_factory=dict)
    kills: int = 0

    def run(self, kills: int) -> Tally:
        """Ask, kill, ask again until so many papers were interrupted; then wait for the last."""
        self._prepare()
        while self._interrupted() < kills:
            self._ask()
            self._look()
            self._kill_one_that_prints()
        end = time.monotonic() + LATEST
        while len(self.done) < len(self.asked) and time.monotonic() < end:
            self._look()
            time.sleep(0.2)
        return self._tally()

    def _prepare(self) -> None:
        bureau = make_bureau()
        self.editor = make_editor(bureau)
        tasks = tuple(task(f"第{number}件事。", body=BODY * 6) for number in range(24))
        self.plan = approved_plan(bureau, sections=(SectionDraft("一个方面", tasks=tasks),))
        self.next_sweep = 0.0
        self.running = [self.start() for _ in range(self.workers)]

    def _ask(self) -> None:
        while len(self.asked) - len(self.done) < self.ahead:
            number = len(self.asked)
            paper: Paper
            if (
                self.random.random() < 0.5
            ):  # by turns, kills and papers fell into step: always the same kind was hit
                paper = make_circular(self.plan.district, by=self.editor)
            else:  # the day stands on it: no two are the same
                day = date(2026, 1, 1) + timedelta(days=number)
                paper = ask_for_paper(plan=self.plan, kind="plan", by=self.editor, today=day, key=uuid4())
            self.asked[paper] = time.monotonic()

    def _look(self) -> None:
        """Ring as the clock does, and note what has become ready."""
        now = time.monotonic()
        if now >= self.next_sweep:
            current_app.send_task("circulars.render_waiting")
            self.next_sweep = now + SWEEP
        for model in (Circular, WorkPaper):
            owed = {
                paper.pk: paper for paper in self.asked if type(paper) is model and paper not in self.done
            }
            ready = model._default_manager.filter(pk__in=owed, state=Circular.State.READY)
            for pk in ready.values_list("pk", flat=True):
                self.done[owed[pk]] = time.monotonic()

    def _kill_one_that_prints(self) -> None:
        busy = [worker for worker in self.running if presses_at_work(worker)]
        if not busy or len(self.done) < self.kills // 2:  # at this rate every third printing is cut short
            time.sleep(0.05)
            return
        time.sleep(self.random.uniform(0, 0.4))  # anywhere in the making: not always at its beginning
        victim = self.random.choice(busy)
        pool = children(victim.process.pid)
        if victim.pool == "prefork" and self.random.random() > WHOLE_WORKER:
            for pid in pool:
                kill(pid, signal.SIGKILL)
        else:
            victim.kill()
            self.running[self.running.index(victim)] = self.start()
        self.kills += 1

    def _interrupted(self) -> int:
        """How many times a paper was begun and not finished. What is being printed now is counted as if it were."""
        begun = 0
        for model in (Circular, WorkPaper):
            rows = model._default_manager.all()
            begun += rows.aggregate(begun=Sum("attempts"))["begun"] or 0
            begun -= rows.exclude(state=Circular.State.WAITING).count()
        return begun

    def _tally(self) -> Tally:
        papers = [(type(paper)._default_manager.get(pk=paper.pk)) for paper in self.asked]
        ready = [paper for paper in papers if paper.is_ready]
        kept = {path for path in Path(settings.MEDIA_ROOT).rglob("*.*") if path.suffix in {".pdf", ".docx"}}
        named = {Path(file.path) for paper in ready for file in (paper.pdf, paper.docx)}
        recorded = AuditEntry.objects.filter(verb="render_circular").count()
        return Tally(
            kills=self._interrupted(),
            papers=len(papers),
            missing=len(papers) - len(ready),
            partial=sum(not is_whole(paper) for paper in papers),
            doubled=len(kept - named) + recorded - sum(isinstance(paper, Circular) for paper in ready),
            slowest=max((end - self.asked[paper] for paper, end in self.done.items()), default=0.0),
        )


def is_whole(paper: Paper) -> bool:
    """Ready with two whole files, or not ready and pointing to none."""
    if not paper.is_ready:
        return not paper.pdf and not paper.docx
    pdf, docx = (Path(file.path).read_bytes() for file in (paper.pdf, paper.docx))
    if (sha256(pdf).hexdigest(), sha256(docx).hexdigest()) != (paper.pdf_sha256, paper.docx_sha256):
        return False
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document) == paper.pages and ZipFile(BytesIO(docx)).testzip() is None
    finally:
        document.close()


def presses_at_work(worker: Worker) -> list[int]:
    """The processes of the worker that print at this moment: they compute, an idle press sleeps."""
    below = children(worker.process.pid)
    below += [pid for child in below for pid in children(child)]
    return [pid for pid in below if _state(pid) == "R" and "circulars.press.child" in _command(pid)]


def children(pid: int) -> list[int]:
    found: list[int] = []
    for listed in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += map(int, listed.read_text().split())
        except OSError:
            continue
    return found


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return ""


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""
