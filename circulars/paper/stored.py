"""A paper's JSON form, field by field: how values are written, and how strictly they are read again."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from datetime import date
from typing import Any

from circulars.paper.parts import (
    LETTER,
    MINUTES,
    Appendix,
    Block,
    Heading,
    NumberedTask,
    Paragraph,
    RowGroup,
    SigningPlaces,
    TableAppendix,
    TextAppendix,
)
from circulars.walls import wall_from_dict, wall_to_dict

Writer = Callable[[Any], Any]


def known(part: Any, writers: Mapping[str, Writer]) -> dict[str, Any]:
    """The fields as JSON values, those at their default left out."""
    values = {field.name: getattr(part, field.name) for field in fields(part)}
    optional = {field.name: field.default for field in fields(part) if field.default is not MISSING}
    return {
        name: writers.get(name, _as_it_is)(value)
        for name, value in values.items()
        if name not in optional or value != optional[name]
    }


def _as_it_is(value: Any) -> Any:
    return value


def _block_to_dict(block: Block) -> dict[str, Any]:
    return {"block": _BLOCK_NAMES[type(block)], **known(block, _BLOCK_WRITERS)}


def _blocks_to_list(blocks: tuple[Block, ...]) -> list[dict[str, Any]]:
    return [_block_to_dict(block) for block in blocks]


def _group_to_dict(group: RowGroup) -> dict[str, Any]:
    return {"label": group.label, "rows": [list(row) for row in group.rows]}


def _appendix_to_dict(appendix: Appendix) -> dict[str, Any]:
    return {"appendix": _APPENDIX_NAMES[type(appendix)], **known(appendix, _APPENDIX_WRITERS)}


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"expected text, not {type(value).__name__}")
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"expected true or false, not {type(value).__name__}")
    return value


def _form(value: Any) -> str:
    if value not in (LETTER, MINUTES):
        raise ValueError(f"no such form: {value!r}")
    return _text(value)


def _millimetres(value: Any) -> int:
    if not isinstance(value, int) or not 20 <= value <= 60:
        raise ValueError(f"no such size: {value!r}")
    return value


def _seal(value: Any) -> tuple[str, int]:
    picture, size = _items(value)
    return _text(picture), _millimetres(size)


def _pair(value: Any) -> tuple[str, str]:
    label, names = _texts(value)
    return label, names


def _level(value: Any) -> int:
    if not isinstance(value, int) or not 1 <= value <= 4:
        raise ValueError(f"no such level: {value!r}")
    return value


def _items(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError(f"expected a list, not {type(value).__name__}")
    return value


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(_text(item) for item in _items(value))


def _day(value: Any) -> date | None:
    return None if value is None else date.fromisoformat(_text(value))


def _block(value: Any) -> Block:
    parts = dict(value)
    made: Callable[..., Block] = _BLOCKS[parts.pop("block")]
    return made(**{name: _block_part(name, part) for name, part in parts.items()})


def _block_part(name: str, part: Any) -> Any:
    return _BLOCK_READERS[name](part) if name in _BLOCK_READERS else _text(part)


def _blocks(value: Any) -> tuple[Block, ...]:
    return tuple(_block(item) for item in _items(value))


def _group(value: Any) -> RowGroup:
    return RowGroup(label=_text(value["label"]), rows=tuple(_texts(row) for row in _items(value["rows"])))


def _groups(value: Any) -> tuple[RowGroup, ...]:
    return tuple(_group(item) for item in _items(value))


def _appendix(value: Any) -> Appendix:
    parts = dict(value)
    made = _APPENDICES[parts.pop("appendix")]
    return made(**{name: _APPENDIX_READERS[name](part) for name, part in parts.items()})


def _appendices(value: Any) -> tuple[Appendix, ...]:
    return tuple(_appendix(item) for item in _items(value))


_BLOCKS: dict[str, Callable[..., Block]] = {
    "heading": Heading,
    "paragraph": Paragraph,
    "task": NumberedTask,
    "signing": SigningPlaces,
}
_BLOCK_NAMES: dict[type, str] = {made: name for name, made in _BLOCKS.items() if isinstance(made, type)}
_BLOCK_READERS: dict[str, Callable[[Any], Any]] = {
    "level": _level,
    "parties": lambda value: tuple(_texts(party) for party in _items(value)),
}
_BLOCK_WRITERS: dict[str, Writer] = {"parties": lambda parties: [list(party) for party in parties]}
_APPENDICES: dict[str, Callable[..., Appendix]] = {"table": TableAppendix, "text": TextAppendix}
_APPENDIX_NAMES: dict[type, str] = {TableAppendix: "table", TextAppendix: "text"}

_APPENDIX_WRITERS: dict[str, Writer] = {
    "head": list,
    "groups": lambda groups: [_group_to_dict(group) for group in groups],
    "blocks": _blocks_to_list,
}
_APPENDIX_READERS: dict[str, Callable[[Any], Any]] = {
    "title": _text,
    "head": _texts,
    "groups": _groups,
    "blocks": _blocks,
    "marked": _flag,
    "landscape": _flag,
    "note": _text,
}
PAPER_WRITERS: dict[str, Writer] = {
    "blocks": _blocks_to_list,
    "appendices": lambda appendices: [_appendix_to_dict(appendix) for appendix in appendices],
    "attachments_note": list,
    "signers": list,
    "partners": list,
    "attendance": lambda attendance: [list(pair) for pair in attendance],
    "partner_seals": lambda seals: [list(seal) for seal in seals],
    "sign_off_date": date.isoformat,
    "printed_on": date.isoformat,
    "walls": lambda walls: list(map(wall_to_dict, walls)),
}
PAPER_READERS: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(
        ("letterhead", "title", "number", "addressee", "sign_off_name", "note", "copied_to"), _text
    ),
    **dict.fromkeys(("printed_by", "copy_number", "secrecy", "urgency", "draft_mark"), _text),
    "blocks": _blocks,
    "attachments_note": _texts,
    "sign_off_date": _day,
    "sealed": _flag,
    "appendices": _appendices,
    "printed_on": _day,
    "signers": _texts,
    "form": _form,
    "partners": _texts,
    "attendance": lambda value: tuple(map(_pair, _items(value))),
    "seal": _text,
    "seal_size": _millimetres,
    "walls": lambda value: tuple(map(wall_from_dict, _items(value))),
    "partner_seals": lambda value: tuple(map(_seal, _items(value))),
}
