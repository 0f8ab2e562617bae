"""Titles of papers on pages: {{ circular.title|at_pauses }} breaks only where the printed title could."""

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from circulars.composing.titles import title_words

register = template.Library()

BREAK = mark_safe("<wbr>")


@register.filter
def at_pauses(title: str) -> SafeString:
    """For an element of class at-pauses, which tears nothing between these places."""
    return format_html_join(BREAK, "{}", ((word,) for word in title_words(title)))
