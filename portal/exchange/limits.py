"""How much a file may bring, and what is raised when it brings something else. Pure."""

MOST_ROWS = 5_000
# Rows looked at at all: a sheet may be dotted with empty ones.
MOST_LINES = 20_000
MOST_COLUMNS = 60
# What an .xlsx of so many rows may weigh once unpacked, with room to spare; a bomb weighs gigabytes.
MOST_UNPACKED_BYTES = 60 * 1024 * 1024
MOST_PARTS = 500
# A heading is looked for in the first lines only: above it people put a title and a note.
MOST_LINES_ABOVE = 10


class Refused(Exception):
    """The whole file: nothing in it was looked at row by row. `code` says why, `columns` which are meant."""

    def __init__(self, code: str, columns: list[str] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.columns = columns or []
