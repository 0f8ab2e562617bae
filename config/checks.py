"""System checks: what must be true of the whole site before it may start."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.urls import URLPattern, URLResolver, get_resolver

from districts.access import declared_access


@register(Tags.security)
def every_view_declares_its_access(**kwargs: Any) -> list[CheckMessage]:
    """Deny by default: an address whose view says nothing about its visitors stops the start."""
    return [
        Error(
            f"The view of '{route}' does not declare who may call it.",
            hint="Decorate it with one of districts.access: public, signed_in, allow(...).",
            id="config.E001",
        )
        for route, pattern in site_map()
        if declared_access(pattern.callback) is None
    ]


def site_map() -> Iterator[tuple[str, URLPattern]]:
    """Every address of the portal with its pattern, in the order they are tried."""
    yield from _walk(get_resolver(), "")


def _walk(resolver: URLResolver, prefix: str) -> Iterator[tuple[str, URLPattern]]:
    for item in resolver.url_patterns:
        route = prefix + str(item.pattern)
        if isinstance(item, URLResolver):
            yield from _walk(item, route)
        else:
            yield route, item
