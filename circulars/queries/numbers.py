"""Reads of the register of numbers."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from circulars.models import NumberRegister, RegisteredNumber
from districts.models import District


def next_serial(district: District, code: str, year: int) -> int:
    """The number that would be given now. Not kept for anybody: it is taken when the plan is issued."""
    last = NumberRegister.objects.filter(district=district, code=code, year=year).values_list("last_serial")
    return (last.first() or (0,))[0] + 1


def reserved_numbers(district: District) -> QuerySet[RegisteredNumber]:
    """The bureau's numbers that are kept for papers to come."""
    return RegisteredNumber.objects.reserved().filter(register__district=district).select_related("register")


def find_numbers(
    numbers: QuerySet[RegisteredNumber], *, words: str = "", year: int = 0, code: str = "", state: str = ""
) -> QuerySet[RegisteredNumber]:
    """Those whose number or paper has every one of the words; with whom the page names."""
    for word in words.split():
        numbers = numbers.filter(Q(number__icontains=word) | Q(purpose__icontains=word))
    exact = {"register__year": year, "register__code": code, "state": state}
    wanted = {name: value for name, value in exact.items() if value}
    return numbers.filter(**wanted).select_related("register__district", "circular", "taken_by", "voided_by")


def register_faults(registers: Iterable[NumberRegister]) -> list[str]:
    """What the register may never have: gaps, numbers beyond the last one, papers under another number; in words
    for the one who asked on the command line. None where every number from 1 to the last stands there once."""
    faults = []
    for register in registers:
        rows = list(register.numbers.select_related("circular").order_by("serial"))
        serials = [row.serial for row in rows]
        if serials != list(range(1, register.last_serial + 1)):
            faults.append(f"{register}: {serials} 1–{register.last_serial}")
        faults += [
            f"{row.number} ≠ {row.circular.number}"
            for row in rows
            if row.circular and (row.circular.serial, row.circular.number) != (row.serial, row.number)
        ]
    return faults
