"""Print the licences of the packages the portal runs on, as the table in docs/licences.md.

.venv/bin/python scripts/list_licences.py
"""

import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def pinned() -> list[str]:
    """The names in requirements.txt that are meant for this machine."""
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    return [match[1] for line in lines if (match := re.match(r"([\w.-]+)==", line))]


def licence(name: str) -> str:
    """What the package says of itself: its expression, else its classifiers, else its own words."""
    about = metadata(name)
    expression = about.get_all("License-Expression", [])
    classified = [
        entry.split(" :: ")[-1] for entry in about.get_all("Classifier", []) if entry.startswith("License ::")
    ]
    own_words = [words.splitlines()[0] for words in about.get_all("License", [])]
    return "; ".join(expression or classified or own_words or ["not said"])


def main() -> None:
    print("| package | licence |\n| --- | --- |")
    for name in pinned():
        try:
            print(f"| {name} | {licence(name)} |")
        except PackageNotFoundError:
            continue  # for another platform or Python


if __name__ == "__main__":
    main()
