"""Asking for an address as everybody, by every method, and judging the answers."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http.cookies import SimpleCookie
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from districts.access import Access
from districts.models import Role, User
from tests.access_world import ONLY_POST, RELATIONS, Case, World

NOBODY, SEATLESS, NEWCOMER = "nobody signed in", "somebody without a seat", "somebody with a given password"
VISITORS = (NOBODY, SEATLESS, NEWCOMER, *Role.values)
GET, HEAD, HTMX, POST = "GET", "HEAD", "GET by htmx", "POST"
MISSING = "missing"
TOO_LARGE = 10**25  # for any row's id, and for any database's integers

# Whatever else is sent to the database changes something; the session's own bookkeeping does not count.
READS = ("SELECT", "RELEASE", "PRAGMA")
BOOKKEEPING = ("django_session", "axes_")


@dataclass(frozen=True)
class Question:
    """An address asked for by a visitor; `whose` is the relation of its row's bureau, or MISSING."""

    name: str
    case: Case
    access: Access
    visitor: str
    whose: str = RELATIONS[0]

    def __str__(self) -> str:
        return f"{self.name} ({self.whose}) by {self.visitor}"

    @property
    def role(self) -> str:
        """What somebody without a role is judged as where the page is open to everybody."""
        return self.visitor if self.visitor in Role.values else Role.ADMINISTRATOR

    @property
    def may_call(self) -> bool:
        return self.access.is_public or (
            self.visitor not in (NOBODY, SEATLESS) and self.role in self.access.roles
        )

    @property
    def sent_to(self) -> str:
        """Where somebody is sent who may not come in yet; empty for others."""
        if self.access.is_public:
            return ""
        if self.visitor == NOBODY:
            return reverse("sign_in")
        if self.visitor == NEWCOMER and self.may_call and not self.access.with_temporary_password:
            return reverse("change_password")
        return ""

    @property
    def comes_in(self) -> bool:
        return self.may_call and not self.sent_to

    def methods(self) -> tuple[str, ...]:
        """One of those who come in to the own row asks in every way; of the others these two tell enough."""
        one = next(role for role in Role.values if self.access.is_public or role in self.access.roles)
        asks_all = (self.visitor, self.whose) == (one, RELATIONS[0]) and self.case.get != ONLY_POST
        return (GET, HEAD, HTMX, POST) if asks_all else (GET, POST)

    def expected(self, method: str) -> frozenset[int] | set[int]:
        """The statuses that are right."""
        if self.sent_to:
            return {302}
        if not self.may_call:
            return {403}
        served = self.case.post if method == POST else self.case.get
        if served == {405} or self.case.opens_to(POST if method == POST else GET, self.role, self.whose):
            return served
        return {404} | (served & {405})


class Walker:
    """Asks inside a savepoint, and takes everything back.

    Who is refused does not depend on the database: with `only_own`, only rows of one's own bureau are asked for, by
    those who may come in, and rows that are not there.
    """

    def __init__(self, world: World, sessions: dict[str, str], *, only_own: bool = False) -> None:
        self.world, self.sessions = world, sessions
        self.only_own = only_own
        self.client = Client()

    def problems(self, name: str, case: Case, access: Access) -> Iterator[str]:
        """All that is wrong with the answers to everybody, a line each."""
        with _quiet():
            yield from self._problems(name, case, access)

    def _problems(self, name: str, case: Case, access: Access) -> Iterator[str]:
        with taken_back():
            gone = case.row(self.world.own, Role.ADMINISTRATOR)
        for visitor in VISITORS:
            own = Question(name, case, access, visitor)
            if not own.comes_in:
                if not self.only_own:
                    yield from self._answers(own, gone)  # the door is shut whether there is a row or not
                continue
            for whose in RELATIONS if gone and not self.only_own else RELATIONS[:1]:
                question = replace(own, whose=whose)
                with taken_back():
                    yield from self._answers(question, case.row(self.world.bureaus[whose], question.role))
            if "pk" in gone:
                yield from self._answers(replace(own, whose=MISSING), {**gone, "pk": TOO_LARGE})

    def _answers(self, question: Question, kwargs: dict[str, Any]) -> Iterator[str]:
        path = reverse(question.name, kwargs=kwargs)
        for method in question.methods():
            with taken_back(), _changes() as changes:
                try:
                    answer = self._ask(question, method, path)
                except Exception as error:  # noqa: BLE001 -- whatever fails is the finding
                    problem = f"failed: {error!r}"
                else:
                    problem = _judged(question, method, answer, changes)
            if problem:
                yield f"{question}: {method} {path} {problem}"

    def _ask(self, question: Question, method: str, path: str) -> HttpResponseBase:
        self.client.cookies = SimpleCookie()
        if question.visitor != NOBODY:
            self.client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[question.visitor]
        case = question.case
        if method == POST:
            # as a browser's form: never quite empty
            answer = self.client.post(path, {"csrfmiddlewaretoken": "", **case.data})
        else:
            ask: Callable[..., Any] = self.client.head if method == HEAD else self.client.get
            answer = ask(path, case.query, headers={"HX-Request": "true"} if method == HTMX else {})
        if answer.streaming:
            b"".join(answer)  # it may fail half way
        return answer


def session_of(user: User) -> str:
    """The key of an open session."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _judged(question: Question, method: str, answer: HttpResponseBase, changes: list[str]) -> str:
    """What is wrong with one answer; empty when nothing is."""
    status, expected = answer.status_code, question.expected(method)
    if status not in expected:
        return f"gives {status} instead of {' or '.join(map(str, sorted(expected)))}"
    if question.sent_to and not answer["Location"].startswith(question.sent_to):
        return f"leads to {answer['Location']} instead of {question.sent_to}"
    if method != POST or status >= 400 or question.sent_to:
        change = next((sql for sql in changes if not sql.startswith("SAVEPOINT")), "")
        return f"gives {status} and writes: {change}" if change else ""
    return ""


@contextmanager
def _quiet() -> Iterator[None]:
    """Refusals are what is asked for here: nobody needs to read of each in the log. Errors still stand there."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


@contextmanager
def taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def _changes() -> Iterator[list[str]]:
    """Statements that change something, as they are sent; what is rolled back was nothing."""
    changes: list[str] = []

    def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("ROLLBACK TO "):
            del changes[changes.index(sql.removeprefix("ROLLBACK TO ")) :]
        elif not sql.lstrip("( ").startswith(READS) and not any(word in sql for word in BOOKKEEPING):
            changes.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield changes
