"""Small words for walking WordprocessingML with lxml."""

from collections.abc import Iterator

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def tag(element: etree._Element) -> str:
    """The local name: p, tbl, r. Comments and processing instructions were left out when parsing."""
    name = element.tag
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def attribute(element: etree._Element | None, name: str) -> str | None:
    """A w: attribute of an element that may be missing."""
    if element is None:
        return None
    written: str | None = element.get(_W + name)
    return written


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first w: descendant along a path of names."""
    for name in path:
        if element is None:
            return None
        element = element.find(_W + name)
    return element


def children(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """The direct w: children of a name."""
    return iter(()) if element is None else element.iterchildren(_W + name)


def value(element: etree._Element | None, *path: str) -> str | None:
    """The w:val at the end of a path."""
    return attribute(child(element, *path), "val")


def number(written: str | None) -> int | None:
    """A whole number as Word writes it, None for anything else."""
    try:
        return int(written) if written is not None else None
    except ValueError:
        return None


def is_on(element: etree._Element | None, *path: str) -> bool:
    """Whether a switch such as w:vanish stands there and is not turned off."""
    found = child(element, *path)
    return found is not None and attribute(found, "val") not in {"0", "false", "off", "none"}
