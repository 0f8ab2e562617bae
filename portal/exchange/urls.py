"""Each kind has its own addresses, so that each says by itself who may call it."""

from collections.abc import Callable, Iterable
from functools import partial, update_wrapper
from typing import Any

from django.http import HttpResponse
from django.urls import URLPattern, path

from districts.access import allow
from portal.exchange import numbers, tables, unsigned, views
from portal.exchange.kinds import ADMINISTRATORS, EDITORS, KINDS, Kind


def _view(kind: Kind, view: Callable[..., HttpResponse], roles: Iterable[str]) -> Callable[..., Any]:
    return allow(*roles)(update_wrapper(partial(view, kind=kind), view))


def _addresses(kind: Kind) -> list[URLPattern]:
    word = path(f"{kind.prefix}word/", _view(kind, views.word_export, kind.readers), name=f"{kind.name}_word")
    return [
        *([word] if kind.word else []),
        path(f"{kind.prefix}excel/", _view(kind, views.excel, kind.readers), name=f"{kind.name}_excel"),
        path(
            f"{kind.prefix}excel/export/",
            _view(kind, views.excel_export, kind.readers),
            name=f"{kind.name}_export",
        ),
        path(
            f"{kind.prefix}excel/template/",
            _view(kind, views.excel_template, kind.keepers),
            name=f"{kind.name}_template",
        ),
        path(
            f"{kind.prefix}excel/import/",
            _view(kind, views.excel_import, kind.keepers),
            name=f"{kind.name}_import",
        ),
    ]


tables_of_plans = [
    path("plans/<int:pk>/matrix/excel/", tables.matrix_excel, name="matrix_excel"),
    path("plans/<int:pk>/targets/excel/", tables.targets_excel, name="targets_excel"),
]

keepers = allow(*(ADMINISTRATORS | EDITORS))

urlpatterns = [
    path("numbers/excel/", numbers.number_excel, name="number_excel"),
    path("circulars/<int:pk>/receipts/excel/", unsigned.unsigned_excel, name="unsigned_excel"),
    *tables_of_plans,
    *(address for kind in KINDS.values() for address in _addresses(kind)),
    path("units/excel/<int:pk>/", keepers(views.import_file), name="import_file"),
    path("units/excel/<int:pk>/confirm/", keepers(views.import_confirm), name="import_confirm"),
]
