"""Why a paper has no PDF."""


class PaperFailed(Exception):
    """No PDF was made. `code` says why, `about` what it is about; as text "code: about"."""

    def __init__(self, code: str, about: str = "") -> None:
        super().__init__(f"{code}: {about}" if about else code)
        self.code = code
        self.about = about
