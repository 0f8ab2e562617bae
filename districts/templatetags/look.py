"""The small marks of the design system: icons, states, shares, and a block shown twice.

    {% load look %}
    {% icon "bell" %}                        a decorative picture; the word beside it carries the meaning
    {% status "late" _("Overdue") %}         a shape and a word
    {% shares done=12 doing=5 late=1 todo=6 %}   how a whole is divided, as a picture with words under it
    {% again title %}                        what the page put into {% block title %}, once more

How a page is put together from these is told in docs/design-system.md.
"""

from functools import cache
from typing import Any

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.loader_tags import BlockNode
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()

ICONS = "vendor/bootstrap-icons-1.13.2/icons.svg"

# state → its shape; the shapes differ in outline, so they can be told apart without colour.
SHAPES = {
    "todo": "circle",
    "doing": "circle-half",
    "done": "check-circle-fill",
    "soon": "clock",
    "late": "exclamation-triangle-fill",
    "draft": "pencil",
    "waiting": "hourglass-split",
    "approved": "patch-check",
    "failed": "exclamation-circle",
    "stopped": "slash-circle",
    "info": "info-circle",
}


@cache
def _sprite() -> str:
    return static(ICONS)


@register.simple_tag
def icon(name: str) -> SafeString:
    """One picture of the sprite, hidden from screen readers. Names: ICON_NAMES in scripts/vendor_static.sh."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        _sprite(),
        name,
    )


@register.simple_tag
def status(state: str, word: str) -> SafeString:
    """A state as a shape and a word. `state` is a key of SHAPES; an unknown one is a programmer's slip: KeyError."""
    return format_html('<span class="status status-{}">{}{}</span>', state, icon(SHAPES[state]), word)


@register.inclusion_tag("components/shares.html")
def shares(*, done: int = 0, doing: int = 0, soon: int = 0, late: int = 0, todo: int = 0) -> dict[str, Any]:
    """How many of a whole are in each state. The picture is 100 units wide; parts of nothing are left out."""
    counts = [
        ("done", _("Done"), done),
        ("doing", _("In progress"), doing),
        ("soon", _("Due soon"), soon),
        ("late", _("Overdue"), late),
        ("todo", _("Not started"), todo),
    ]
    total = sum(count for _state, _word, count in counts)
    parts = []
    at = 0.0
    for state, word, count in counts:
        if count:
            width = 100 * count / total
            parts.append(
                {"state": state, "word": word, "count": count, "x": f"{at:.2f}", "width": f"{width:.2f}"}
            )
            at += width
    return {"parts": parts, "total": total}


class AgainNode(template.Node):
    """Renders the page's own version of a block a second time; Django allows a block's name only once."""

    def __init__(self, name: str) -> None:
        self.block = BlockNode(name, NodeList())

    def render(self, context: template.Context) -> SafeString:
        return self.block.render(context)


@register.tag
def again(parser: Parser, token: Token) -> AgainNode:
    """{% again title %}: for the page's heading, which says what the browser's tab says."""
    return AgainNode(token.split_contents()[1])
