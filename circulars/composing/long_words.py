"""Words and addresses too long to move to the next line: which are torn, and where."""

from circulars.composing.characters import NO_LINE_BEGINS_WITH, is_word


def is_tearable(word: str) -> bool:
    """Words and addresses are broken where they must; a number never while it fits on a line."""
    return is_word(word[0]) and not word[:-1].isdigit()


def where_to_tear(word: str, most: int) -> int:
    """The last good place at or before `most`: not before a mark, nor between two figures."""
    for place in range(most, 1, -1):
        if place == len(word) or not (
            word[place] in NO_LINE_BEGINS_WITH or (word[place - 1].isdigit() and word[place].isdigit())
        ):
            return place
    return max(most, 1)
