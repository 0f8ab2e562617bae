"""Names as people type them one after another, in order for print. Pure."""

import re

SEPARATORS = {",": "，", "，": "，", "、": "、", ";": "；", "；": "；"}
WIDE = str.maketrans({"(": "（", ")": "）"})
_RUN = re.compile(r"\s*[,，、;；](?:\s*[,，、;；])*\s*")


def in_order(text: str) -> str:
    """`text` with full-width separators and brackets, none doubled, none at its ends, no colon or full stop behind it.

    Of several separators in a row the first counts: ， parts groups within which 、 parts names.
    """
    single = _RUN.sub(lambda found: SEPARATORS[found[0].strip()[0]], text)
    return single.translate(WIDE).strip("，、；：:。. \t\r\n")


def names_in(text: str) -> tuple[str, ...]:
    """The names one by one; white space parts them too."""
    return tuple(name for name in re.split(r"[、，；\s]+", in_order(text)) if name)
