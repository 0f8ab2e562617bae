"""Reading the mail that processes of the portal wrote into files."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

BETWEEN = b"\n" + b"-" * 79 + b"\n"  # what Django's file backend writes behind each letter


def letters_in(folder: Path) -> list[EmailMessage]:
    """Every letter in the folder, in the order they were sent."""
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    return [
        message_from_bytes(letter, _class=EmailMessage, policy=policy.default)
        for file in files
        for letter in file.read_bytes().split(BETWEEN)[:-1]
    ]
