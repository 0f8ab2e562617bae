"""A press: the process that prints, as the side that asks sees it. Warm presses are kept and used again."""

import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from circulars.press.failure import PaperFailed

PROJECT = Path(__file__).resolve().parent.parent.parent
BEAT = 3.0
"""Seconds between two signs of life while a paper is being printed."""
CHUNK = 1 << 20

Meanwhile = Callable[[], None]


class Gone(Exception):
    """The press had ended before it was asked, or fell at the first word of an answer."""


class Press:
    """One child process. `ask` it; what takes too long or falls ends it."""

    def __init__(self, memory_limit: int) -> None:
        self.memory_limit = memory_limit
        self.has_printed = False
        self._errors = TemporaryFile()  # noqa: SIM115 -- lives as long as the press
        self._child = _starter().submit(self._start).result()
        for pipe in (self._child.stdin, self._child.stdout):
            os.set_blocking(pipe.fileno(), False)

    def _start(self) -> Any:
        return subprocess.Popen(  # noqa: S603 -- our own module; nothing anybody typed is in the command
            [sys.executable, "-m", "circulars.press.child", str(os.getpid()), str(self.memory_limit)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            cwd=PROJECT,
        )

    @property
    def is_alive(self) -> bool:
        return self._child.poll() is None

    def ask(
        self, order: dict[str, Any], paper: bytes, *, time_limit: float, meanwhile: Meanwhile
    ) -> tuple[dict[str, Any], list[bytes]]:
        """The answer and its files. Raises PaperFailed, and Gone where a used press had ended before."""
        request = json.dumps({**order, "bytes": len(paper)}).encode() + b"\n" + paper
        try:
            head, files = self._exchange(request, time.monotonic() + time_limit, meanwhile)
        except TimeoutError as slow:
            self.close()
            raise PaperFailed("too_slow", f"{time_limit:g}") from slow
        except EOFError as end:
            raise self._why_it_fell() from end
        except BaseException:
            self.close()
            raise
        self.has_printed = True
        if head.pop("is_last"):
            self.close()
        return head, files

    def _exchange(
        self, request: bytes, end: float, meanwhile: Meanwhile
    ) -> tuple[dict[str, Any], list[bytes]]:
        rest, answer, next_beat = memoryview(request), bytearray(), time.monotonic() + BEAT
        with selectors.DefaultSelector() as waiting:
            waiting.register(self._child.stdin, selectors.EVENT_WRITE)
            waiting.register(self._child.stdout, selectors.EVENT_READ)
            while True:
                now = time.monotonic()
                if now >= end:
                    raise TimeoutError
                if now >= next_beat:
                    meanwhile()
                    next_beat = now + BEAT
                for key, _events in waiting.select(min(end, next_beat) - now):
                    if key.fileobj is self._child.stdout:
                        answer += self._read()
                        if (found := _whole_answer(answer)) is not None:
                            return found
                    else:
                        rest = rest[self._write(rest) :]
                        if not rest:
                            waiting.unregister(self._child.stdin)

    def _read(self) -> bytes:
        part = os.read(self._child.stdout.fileno(), CHUNK)
        if not part:
            raise EOFError
        return part

    def _write(self, rest: memoryview) -> int:
        try:
            return os.write(self._child.stdin.fileno(), rest[:CHUNK])
        except BrokenPipeError as broken:
            raise EOFError from broken

    def _why_it_fell(self) -> Exception:
        code = self._child.wait()
        self._errors.seek(0)
        words = self._errors.read().decode(errors="replace").strip()[-300:]
        self._close_files()
        if self.has_printed:
            return Gone()
        return PaperFailed("killed", signal.Signals(-code).name) if code < 0 else PaperFailed("broken", words)

    def close(self) -> None:
        """End it, whatever it is doing."""
        with suppress(ProcessLookupError):
            self._child.kill()
        self._child.wait()
        self._close_files()

    def _close_files(self) -> None:
        for file in (self._child.stdin, self._child.stdout, self._errors):
            with suppress(OSError):
                file.close()


def _whole_answer(answer: bytearray) -> tuple[dict[str, Any], list[bytes]] | None:
    """The answer's head and files once all has come."""
    line, found, files = answer.partition(b"\n")
    if not found:
        return None
    head = json.loads(line)
    lengths = head["files"]
    if len(files) < sum(lengths):
        return None
    del head["files"]
    starts = [sum(lengths[:place]) for place in range(len(lengths))]
    return head, [bytes(files[start : start + length]) for start, length in zip(starts, lengths, strict=True)]


_starters: dict[int, ThreadPoolExecutor] = {}


def _starter() -> ThreadPoolExecutor:
    """The thread that starts this process's presses: the kernel ends a press with the thread that started it."""
    if os.getpid() not in _starters:
        _starters[os.getpid()] = ThreadPoolExecutor(1, thread_name_prefix="press")
    return _starters[os.getpid()]
