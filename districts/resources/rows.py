"""What every kind of row has in common on its way in from a workbook.

django-import-export walks through the rows; here each becomes a change of one row of the bureau, or a sentence on
what is wrong with it. Everything that is looked up is loaded before the first row, and everything is written after
the last one, so the number of queries does not grow with the file.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar, TypeVar

import tablib
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from import_export.instance_loaders import BaseInstanceLoader
from import_export.resources import ModelResource
from import_export.results import Result, RowResult

from districts.models import District, User
from districts.resources.columns import Column, Text, as_text
from districts.trail import Act, as_json, record_many

Values = dict[str, Any]
EMPTY = ("", None, ())
Row = TypeVar("Row", bound=Model)


class Loader(BaseInstanceLoader):  # type: ignore[misc]  # the library ships no types
    """Asks the resource, which has loaded every row it may need."""

    def __init__(self, resource: RowsResource, dataset: tablib.Dataset) -> None:
        super().__init__(resource, dataset)
        resource.load(dataset.dict)

    def get_instance(self, row: Mapping[str, Any]) -> Model | None:
        return self.resource.find(row)  # type: ignore[no-any-return]  # the library ships no types


@dataclass(frozen=True)
class RowChange:
    """One row of the file and what it does: the values it changes, before and after, by column."""

    instance: Any
    is_new: bool
    before: Values
    after: Values

    def act(self, verb: str) -> Act:
        """The line for the trail."""
        before = {name: as_json(value) for name, value in self.before.items()} or None
        after = {name: as_json(value) for name, value in self.after.items()}
        return Act(verb, self.instance, before, after)


class ChangedRow(RowResult):  # type: ignore[misc]  # the library ships no types
    """The library's result of one row, with our change in it."""

    change: RowChange | None = None


@dataclass
class Current:
    """The row being read."""

    number: int = 0
    is_new: bool = True
    before: Values = field(default_factory=dict)


class RowsResource(ModelResource):  # type: ignore[misc]  # the library ships no types
    """Rows of one kind in one bureau; `by` is who brings or takes them.

    A kind says its columns, and in six short methods: which rows it loads, how a line of the file finds its row,
    what a new row begins with, what must be true of it, and how all of them are written.
    """

    # The columns that say which row is meant. Others may be missing from a file: they are left alone.
    key_columns: ClassVar[tuple[str, ...]]
    # What a row is called when it is spoken of.
    called_by: ClassVar[tuple[str, ...]]

    class Meta:
        use_bulk = True
        batch_size = None  # written once, after the last row
        skip_diff = True  # we compare values, not copies of rows
        report_skipped = True
        clean_model_instances = False  # asks the database for each row; `check` has what it needs already
        instance_loader_class = Loader

    def __init__(self, *, district: District, by: User, is_writing: bool = False) -> None:
        super().__init__()
        self.district = district
        self.by = by
        # A dry run only reads; a real one holds the rows it may change.
        self.is_writing = is_writing
        self.current = Current()
        self.seen: dict[Hashable, int] = {}
        self.taken: set[Any] = set()
        self.present: set[str] = set()
        self.created: list[RowChange] = []
        self.updated: list[RowChange] = []

    # What a kind says of itself -----------------------------------------------------------------------------------

    def load(self, rows: list[Mapping[str, Any]]) -> None:
        """Read everything the rows may refer to."""
        raise NotImplementedError

    def find(self, row: Mapping[str, Any]) -> Model | None:
        """The bureau's row that this line speaks of. ValidationError by column where it is somebody else's."""
        raise NotImplementedError

    def key(self, row: Mapping[str, Any]) -> Hashable:
        """What makes two lines speak of the same row."""
        return tuple(text_of(row, name) for name in self.key_columns)

    def new_values(self) -> Values:
        """What stands in the columns of a row that is new."""
        return {}

    def check(self, instance: Any, values: Values) -> dict[str, str]:
        """What is wrong with a row that is new or changed, by column ("" for the row itself)."""
        return {}

    def write(self, created: list[RowChange], updated: list[RowChange]) -> Iterable[Act]:
        """Save all of them; the acts for the trail."""
        raise NotImplementedError

    def rows(self) -> Any:
        """The bureau's rows as they go out, in their order."""
        raise NotImplementedError

    def shaped(self, rows: Any) -> Any:
        """Rows with whatever the columns show that is not a field."""
        return rows

    def allowed(self, column: Column) -> list[str]:
        """What may stand in a column, where that is a list to choose from."""
        return column.allowed

    # How the library walks through the file -----------------------------------------------------------------------

    @cached_property
    def columns(self) -> list[Column]:
        return [self.fields[name] for name in self._meta.fields]

    @classmethod
    def get_row_result_class(cls) -> type[ChangedRow]:
        return ChangedRow

    def get_import_id_fields(self) -> list[str]:
        return []

    def before_import(self, dataset: tablib.Dataset, **kwargs: Any) -> None:
        self.present = set(dataset.headers)

    def before_import_row(self, row: Mapping[str, Any], **kwargs: Any) -> None:
        number = kwargs["row_number"]
        key = self.key(row)
        if self.seen.setdefault(key, number) != number:
            raise ValidationError({self.key_columns[-1]: _("this row stands in the file a second time.")})

    def get_instance(self, instance_loader: Loader, row: Mapping[str, Any]) -> Model | None:
        found = instance_loader.get_instance(row)
        if found is not None:
            if found.pk in self.taken:
                raise ValidationError({self.key_columns[-1]: _("this row stands in the file a second time.")})
            self.taken.add(found.pk)
        return found

    def after_init_instance(
        self, instance: Any, new: bool, row: Mapping[str, Any] | None, **kwargs: Any
    ) -> None:
        if new:
            for name, value in self.new_values().items():
                setattr(instance, name, value)
        self.current = Current(kwargs["row_number"], new, {} if new else self.values(instance))

    def import_instance(self, instance: Any, row: Mapping[str, Any], **kwargs: Any) -> None:
        """Read the cells; every wrong one is told, not only the first."""
        wrong: dict[str, str] = {}
        for column in self.columns:
            if column.is_shown_only:
                continue
            if column.attribute not in row:
                if column.is_required and self.current.is_new:
                    wrong[column.attribute] = _("a new row needs this column.")
                continue
            try:
                value = column.clean(row)
            except ValueError as advice:
                wrong[column.attribute] = str(advice)
                continue
            was_empty = not self.current.is_new and self.current.before.get(column.attribute) in EMPTY
            if value in EMPTY and column.is_required and not was_empty:
                wrong[column.attribute] = _("please fill this in.")
            elif value not in EMPTY or not column.keeps_when_empty:
                setattr(instance, column.attribute, value)
        if wrong:
            raise ValidationError(wrong)

    def skip_row(
        self, instance: Any, original: Any, row: Mapping[str, Any], import_validation_errors: Any = None
    ) -> bool:
        """A row that says what the bureau has already."""
        unchanged = not self.current.is_new and self.values(instance) == self.current.before
        return unchanged and not import_validation_errors

    def validate_instance(
        self, instance: Any, import_validation_errors: Any = None, validate_unique: bool = True
    ) -> None:
        if import_validation_errors:
            raise ValidationError(import_validation_errors)
        if wrong := self.check(instance, self.values(instance)):
            raise ValidationError({name or "__all__": advice for name, advice in wrong.items()})

    def save_instance(self, instance: Any, is_create: bool, row: Mapping[str, Any], **kwargs: Any) -> None:
        change = self.change_of(instance)
        (self.created if is_create else self.updated).append(change)

    def after_import_row(self, row: Mapping[str, Any], row_result: ChangedRow, **kwargs: Any) -> None:
        if row_result.import_type in (RowResult.IMPORT_TYPE_NEW, RowResult.IMPORT_TYPE_UPDATE):
            changes = self.created if row_result.import_type == RowResult.IMPORT_TYPE_NEW else self.updated
            row_result.change = changes[-1]

    def after_import(self, dataset: tablib.Dataset, result: Result, **kwargs: Any) -> None:
        if self.is_writing and not result.has_errors() and not result.has_validation_errors():
            record_many(self.write(self.created, self.updated), by=self.by, district=self.district)

    def handle_import_error(self, result: Result, error: Exception, raise_errors: bool = False) -> None:
        """An error of ours or of the database ends the import; nobody is shown its text."""
        raise error

    def held(self, rows: QuerySet[Row]) -> QuerySet[Row]:
        """The rows, kept from others until a real run ends."""
        return rows.select_for_update(of=("self",)) if self.is_writing else rows

    # Values ---------------------------------------------------------------------------------------------------------

    def values(self, instance: Any) -> Values:
        """What stands in the columns of a row."""
        return {
            column.attribute: _seen(column.widget, getattr(instance, column.attribute))
            for column in self.columns
            if not column.is_shown_only
        }

    def change_of(self, instance: Any) -> RowChange:
        """What is different from before; of a new row, all that is filled in."""
        after = self.values(instance)
        if self.current.is_new:
            told = {name: value for name, value in after.items() if value not in EMPTY}
            return RowChange(instance, True, {}, told)
        before = self.current.before
        names = [name for name, value in after.items() if before[name] != value]
        return RowChange(
            instance, False, {name: before[name] for name in names}, {name: after[name] for name in names}
        )


def _seen(widget: Any, value: Any) -> Any:
    return widget.tidy(value) if isinstance(widget, Text) and isinstance(value, str) else value


def save_changed(changes: Iterable[RowChange], fields: Iterable[str]) -> None:
    """Save these fields of changed rows, each row a version further, in one statement a few hundred rows.

    An upsert on the key: Django's own bulk_update builds a CASE for each field and row, ten times as slow.
    """
    instances = [change.instance for change in changes]
    for instance in instances:
        instance.version += 1
    if instances:
        type(instances[0])._default_manager.bulk_create(
            instances,
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=[*fields, "version"],
            batch_size=500,
        )


def text_of(row: Mapping[str, Any], name: str) -> str:
    """A cell as text, whatever Excel made of it; empty where the column is missing."""
    return as_text(row.get(name))
