"""Titles inside other titles (书名号). Pure: words in, words out."""

OPENING, CLOSING = "《〈", "》〉"


def in_book_marks(title: str) -> str:
    """The title as it stands between 《 and 》: marks of its own become 〈〉, and those within these 《》 again.

    GB/T 15834—2011, 4.15: inside double marks stand single ones.
    """
    depth, found = 0, []
    for character in title:
        if character in CLOSING:
            depth = max(depth - 1, 0)
        found.append(_at(character, depth))
        if character in OPENING:
            depth += 1
    return "".join(found)


def _at(character: str, depth: int) -> str:
    """The mark that stands at this depth inside a pair of double ones."""
    for pair in (OPENING, CLOSING):
        if character in pair:
            return pair[(depth + 1) % 2]
    return character
