"""LibreOffice as the reader of our Word twins: it prints them with our own faces under the names offices use."""

import os
import shutil
import subprocess
from pathlib import Path

from fontTools.ttLib import TTFont

from circulars.fonts import Faces, Slot
from circulars.word.elements import NAMES

SOFFICE = shutil.which("soffice")

CONFIG = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir>
<match target="pattern"><edit name="family" mode="append" binding="strong"><string>宋体</string></edit></match>
</fontconfig>"""


def name_fonts(faces: Faces, folder: Path) -> None:
    """Copies of the faces in `folder` that bear the names a twin asks for, and the one for rare characters."""
    folder.mkdir(parents=True, exist_ok=True)
    for slot in Slot:
        name = NAMES.get(slot, "Rare characters")
        with TTFont(faces.by_slot[slot].path) as font:
            for record in font["name"].names:
                if record.nameID in {1, 4, 16}:
                    record.string = name
            font.save(folder / f"{slot}{faces.by_slot[slot].path.suffix}")


def print_in_office(*files: Path, fonts: Path, folder: Path) -> list[Path]:
    """The PDFs that LibreOffice makes of Word files with the fonts of one folder and no others."""
    folder.mkdir(parents=True, exist_ok=True)
    config = folder / "fonts.conf"
    config.write_text(CONFIG.format(fonts=fonts, cache=folder / "cache"), encoding="utf-8")
    subprocess.run(
        [str(SOFFICE), f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf",
         "--outdir", str(folder), *map(str, files)],
        env={**os.environ, "FONTCONFIG_FILE": str(config), "HOME": str(folder)},
        capture_output=True,
        timeout=240 + 20 * len(files),
        check=True,
    )  # fmt: skip
    return [folder / f"{file.stem}.pdf" for file in files]
