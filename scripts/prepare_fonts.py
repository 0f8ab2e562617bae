"""Prepare the 仿宋 and the 楷体, which are not shipped, from Debian's packages: part of set-up.

    python scripts/prepare_fonts.py [FOLDER]

Results go to FOLDER/prepared (default: FONTS_DIR, else fonts/ in DATA_DIR, else var/fonts). Nothing is installed: the packages are
fetched with `apt-get download` and only the font files are taken out. Without network or apt papers are still
made, with the shipped 宋体 standing in; this script then says so and ends well.
Fonts that the operator put into FOLDER are prepared here too, so that the first paper need not wait.
"""

import logging
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from circulars.font_preparation import UnreadableFont, prepare_font
from circulars.fonts import Slot, family_name, find_faces, fonts_folder, own_fonts


@dataclass(frozen=True)
class Source:
    """A font file inside a Debian package; `installed` is where an installed package has it."""

    package: str
    file: str
    installed: Path
    without: frozenset[int] = frozenset()
    """Code points left to the shipped 宋体."""


SOURCES = {
    # Arphic Public License
    Slot.KAITI: Source(
        package="fonts-arphic-gkai00mp",
        file="gkai00mp.ttf",
        installed=Path("/usr/share/fonts/truetype/arphic-gkai00mp/gkai00mp.ttf"),
    ),
    # GPL 3 with the font exception; fetched by each user, never part of this repository
    Slot.FANGSONG: Source(
        package="texlive-lang-chinese",
        file="FandolFang-Regular.otf",
        installed=Path("/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/FandolFang-Regular.otf"),
        without=frozenset([*range(0x21, 0x7F), ord("％")]),  # its figures are those of a 黑体
    ),
}


class NotToBeHad(Exception):
    """The package could not be fetched, or does not hold the file."""


def main() -> None:
    """Prepare what is not prepared yet, and say what stands in which slot."""
    logging.getLogger("fontTools").setLevel(logging.ERROR)  # it warns of harmless oddities in old fonts
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else fonts_folder()
    for slot, source in SOURCES.items():
        card = folder / "prepared" / f"{slot}.json"
        if slot in own_fonts(folder) or card.exists():
            continue
        try:
            _prepare(slot, source, card)
        except (NotToBeHad, UnreadableFont) as error:
            print(f"{slot}: the shipped 宋体 stands in for it ({error})")
    for slot, face in find_faces(folder).by_slot.items():
        print(f"{slot}: {face.name}")


def _prepare(slot: Slot, source: Source, card: Path) -> None:
    with tempfile.TemporaryDirectory() as place:
        file = source.installed if source.installed.exists() else _fetch(source, Path(place))
        prepare_font(file, card, family=family_name(slot), without=source.without)


def _fetch(source: Source, place: Path) -> Path:
    """The font file, taken out of the freshly downloaded package."""
    place.chmod(0o755)  # apt downloads as a user of its own
    _run(f"apt-get download {source.package}", place)
    _run(f"dpkg-deb --fsys-tarfile *.deb | tar -x --wildcards '*/{source.file}'", place)
    found = next(place.rglob(source.file), None)
    if found is None:
        raise NotToBeHad(f"{source.file} is not in {source.package}")
    return found


def _run(command: str, place: Path) -> None:
    try:
        subprocess.run(["bash", "-c", command], cwd=place, check=True, capture_output=True, timeout=300)
    except subprocess.CalledProcessError as error:
        last = error.stderr.decode(errors="replace").strip().splitlines()
        raise NotToBeHad(last[-1] if last else f"{command!r} failed") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotToBeHad(str(error)) from error


if __name__ == "__main__":
    main()
