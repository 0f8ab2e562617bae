"""Why a file cannot be read at all. Each refusal has a stable `code`; `intake/refusals.py` says
what to do next.
"""


class Refused(Exception):
    """The file is turned away; nothing of it was read."""

    code = "refused"


class NotADocument(Refused):
    """Neither Word nor text: a picture, a web page, a spreadsheet, a damaged zip under another name."""

    code = "not_a_document"


class EmptyDocument(Refused):
    """No byte, or no visible character."""

    code = "empty"


class OnlyPictures(Refused):
    """A Word file without text, but with pictures: a scan."""

    code = "only_pictures"


class Encrypted(Refused):
    """A Word file locked with a password."""

    code = "encrypted"


class LegacyDocument(Refused):
    """The older .doc form (Word 97–2003, WPS, RTF)."""

    code = "legacy_doc"


class HasMacros(Refused):
    """A Word file that carries program code."""

    code = "has_macros"


class TooLarge(Refused):
    """More bytes than we take."""

    code = "too_large"


class UnpacksTooLarge(Refused):
    """A small file that would unpack to something enormous."""

    code = "unpacks_too_large"


class Broken(Refused):
    """A Word file whose inside is damaged."""

    code = "broken"


class Undecodable(Refused):
    """A text file in none of the encodings we know."""

    code = "undecodable"


class TooTangled(Refused):
    """Cut into more pieces, or more lines, than any plan."""

    code = "too_tangled"
