"""Seals: which picture may be one, where it stands on the paper, and that a frozen paper keeps it."""

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdfium2 import raw

from circulars.composing.geometry import EM, HEIGHT, PITCH, WIDTH
from circulars.composing.pieces import Picture, Text
from circulars.composing.setting import compose
from circulars.fonts import find_faces
from circulars.forms.layout import LayoutForm
from circulars.layout import Layout
from circulars.models import Seal
from circulars.paper import Paper, Paragraph
from circulars.press import PaperFailed, proof
from circulars.rendering import render_paper
from circulars.seals import SealMissing, UnfitSeal, checked_seal, fingerprint, read_seal, seal_file
from circulars.services import faults_of, give_seal, issue_plan, render_circular, take_seal_out_of_use
from circulars.word import word_twin
from districts.models import AuditEntry, Role
from tests.circulars.factories import SIGNED_ON, approved_plan, make_bureau, make_editor, make_user
from tests.circulars.papers import notice, short
from tests.circulars.seals import seal_picture
from tests.circulars.test_pages import width

MM = 25.4 / 72


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_png"),
        (seal_picture(kind="JPEG"), "not_png"),
        (seal_picture()[:400], "broken"),
        (seal_picture(size=(200, 200)), "too_small"),
        (seal_picture(size=(2500, 2500)), "too_many_pixels"),
        (seal_picture(size=(600, 900)), "not_square"),
        (seal_picture(ground=(255, 255, 255, 255)), "not_transparent"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 2**20, "too_large"),
    ],
)
def test_what_cannot_be_a_seal_is_refused_with_its_reason(content, code):
    with pytest.raises(UnfitSeal) as refusal:
        checked_seal(content)

    assert refusal.value.code == code


def test_a_kept_picture_carries_nothing_but_pixels():
    hidden = seal_picture() + b"<script>alert(1)</script>"

    kept = checked_seal(hidden)

    assert b"script" not in kept
    assert checked_seal(kept) == kept


def test_a_picture_that_was_changed_is_missed(tmp_path):
    seal = checked_seal(seal_picture())
    seal_file(fingerprint(seal), tmp_path).write_bytes(seal)
    assert read_seal(fingerprint(seal), tmp_path) == seal

    seal_file(fingerprint(seal), tmp_path).write_bytes(seal[:-1])

    with pytest.raises(SealMissing):
        read_seal(fingerprint(seal), tmp_path)


def sealed(size: int = 42, **changes: object) -> Paper:
    return short(
        seal="a" * 64, seal_size=size, sign_off_name="临溪县教育局", sign_off_date=SIGNED_ON, **changes
    )


@pytest.mark.parametrize("size", [40, 42, 45, 50])
@pytest.mark.parametrize("lines", [1, 5])
def test_a_seal_stands_over_name_and_date_and_ends_within_a_line_of_the_text(size, lines):
    """7.3.5.1: centred over both, they a little below its middle, its top within one line of the text."""
    page = compose(sealed(size, blocks=(Paragraph("育" * 28 * lines),)), width=width)[-1]
    [seal] = [piece for piece in page.pieces if isinstance(piece, Picture)]
    *_, text, name, day = [piece for piece in page.pieces if isinstance(piece, Text)]
    day_width = EM * day.lines[0].length

    assert seal.left + seal.width / 2 == pytest.approx(day.left + day_width / 2)
    assert name.left + EM * name.lines[0].length / 2 == pytest.approx(seal.left + seal.width / 2)
    assert 0 < seal.top - text.bottom <= PITCH
    assert (name.top + day.bottom) / 2 > seal.top + size / 2
    assert day.bottom < seal.bottom
    assert seal.left >= 0
    assert seal.left + seal.width <= WIDTH


def test_no_seal_reaches_below_the_page_or_into_the_imprint():
    for count in range(1, 45):
        paper = sealed(blocks=(Paragraph("育"),) * count, printed_by="办公室")
        for page in compose(paper, width=width):
            for seal in (piece for piece in page.pieces if isinstance(piece, Picture)):
                rules = [piece for piece in page.pieces if not isinstance(piece, Text | Picture)]
                foot = min((rule.top for rule in rules if rule.top > seal.top), default=HEIGHT)
                assert seal.bottom <= foot + 1e-6


def test_the_printed_seal_is_where_it_was_composed(tmp_path, monkeypatch):
    monkeypatch.setenv("SEALS_DIR", str(tmp_path))
    seal = checked_seal(seal_picture())
    seal_file(fingerprint(seal), tmp_path).write_bytes(seal)
    faces = find_faces()
    paper = replace(sealed(), seal=fingerprint(seal))

    made = render_paper(paper, faces=faces).pdf

    document = pypdfium2.PdfDocument(made)
    [image] = document[0].get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])
    left, _bottom, right, top = (place * MM for place in image.get_bounds())
    document.close()
    [composed] = [
        piece for piece in compose(paper, width=faces.width)[0].pieces if isinstance(piece, Picture)
    ]
    assert (left - 28, right - left, 297 - top - 37) == pytest.approx(
        (composed.left, composed.width, composed.top), abs=0.2
    )
    assert render_paper(paper, faces=faces).pdf == made
    assert b"image" not in word_twin(paper, faces=faces)  # who may edit a file may not seal it


def test_a_paper_whose_seal_is_gone_is_not_issued():
    with pytest.raises(PaperFailed, match="seal_missing"):
        proof(replace(notice(), seal="b" * 64), fonts=Path(settings.FONTS_DIR))


@pytest.fixture
def district(db):
    return make_bureau()


def test_an_issued_paper_keeps_its_seal_when_the_bureau_takes_another(district):
    editor = make_editor(district)
    seal = give_seal(district=district, picture=seal_picture(), size=45, by=editor)
    circular = issue_plan(
        plan=approved_plan(district),
        by=editor,
        signed_on=SIGNED_ON,
        layout=Layout(seal=seal.content, seal_size=45),
    )
    assert render_circular(pk=circular.pk, now=circular.issued_at)

    give_seal(district=district, picture=seal_picture(size=(700, 700)), size=42, by=editor)
    circular.refresh_from_db()

    paper = Paper.from_dict(circular.snapshot)
    assert (paper.seal, paper.seal_size) == (seal.content, 45)
    assert faults_of(circular) == []
    assert Seal.objects.filter(district=district).count() == 2
    assert Seal.objects.get(district=district, is_current=True).size == 42


def test_a_seal_out_of_use_is_offered_no_more(district):
    editor = make_editor(district)
    give_seal(district=district, picture=seal_picture(), size=42, by=editor)

    take_seal_out_of_use(district=district, by=editor)

    assert Seal.objects.current(district) is None
    assert list(AuditEntry.objects.values_list("verb", flat=True).order_by("pk"))[-2:] == [
        "give_seal",
        "take_seal_out_of_use",
    ]


def test_an_administrator_gives_the_seal_on_its_page(client, district):
    client.force_login(make_user(district, Role.ADMINISTRATOR))
    page = reverse("bureau_seal")

    refused = client.post(page, {"picture": SimpleUploadedFile("印章.png", b"GIF89a"), "size": "42"})
    taken = client.post(page, {"picture": SimpleUploadedFile("印章.png", seal_picture()), "size": "45"})

    assert "这不是 PNG 图片" in refused.text
    assert taken.status_code == 302
    assert Seal.objects.get(district=district, is_current=True).size == 45
    assert "data:image/png;base64," in client.get(page).text
    assert client.post(reverse("bureau_seal_remove")).status_code == 302
    assert Seal.objects.current(district) is None


@pytest.mark.parametrize("size", [30, 42, 60])
@pytest.mark.parametrize(
    "partners",
    [
        ("临溪县财政局",),
        ("临溪县财政局", "临溪县人力资源和社会保障局"),
        ("临溪县财政局", "临溪县人力资源和社会保障局", "临溪县公安局", "临溪县体育局"),
    ],
)
def test_seals_of_several_bodies_stand_over_their_names_and_touch_nothing(size, partners):
    """7.3.5.1: 一一对应、端正、居中下压署名, 互不相交或相切, 两端不得超出版心, 首排顶端上距正文一行之内."""
    seals = tuple((f"{number}" * 64, size) for number in range(len(partners)))
    paper = sealed(size, blocks=(Paragraph("育" * 28 * 6),), partners=partners, partner_seals=seals)
    page = compose(paper, width=width)[-1]
    printed = [piece for piece in page.pieces if isinstance(piece, Picture)]
    texts = [piece for piece in page.pieces if isinstance(piece, Text)]
    names = [text for name in ("临溪县教育局", *partners) for text in texts if text.lines[0].text == name]

    assert [seal.content for seal in printed] == ["a" * 64, *(content for content, _size in seals)]
    for seal, name in zip(printed, names, strict=True):
        assert seal.left + size / 2 == pytest.approx(name.left + EM * name.lines[0].length / 2)
        assert seal.top < name.top < seal.top + size / 2 + EM
        assert seal.left >= -1e-6
        assert seal.left + size <= WIDTH + 1e-6
        others = [other for other in printed if other is not seal]
        assert all(max(abs(seal.left - o.left), abs(seal.top - o.top)) > size for o in others)
    above = [text for text in texts if text.bottom < names[0].top]
    assert not above or 0 < min(seal.top for seal in printed) - above[-1].bottom <= PITCH
    day = texts[-1]
    assert printed[-1].left + size / 2 == pytest.approx(day.left + EM * day.lines[0].length / 2)
    assert printed[-1].bottom > day.bottom


def test_a_partner_may_seal_by_hand():
    paper = sealed(partners=("临溪县财政局", "临溪县体育局"), partner_seals=(("", 42), ("b" * 64, 42)))
    printed = [
        piece.content
        for page in compose(paper, width=width)
        for piece in page.pieces
        if isinstance(piece, Picture)
    ]

    assert printed == ["a" * 64, "b" * 64]
    assert paper.seal_pictures == {"a" * 64, "b" * 64}
    assert Paper.from_json(paper.to_json()) == paper


def test_an_administrator_keeps_the_seals_of_bodies_that_issue_papers_together_with_the_bureau(
    client, district
):
    client.force_login(make_user(district, Role.ADMINISTRATOR))
    page = reverse("bureau_seal")
    for body, size in (("", 600), ("临溪县财政局", 700)):
        picture = SimpleUploadedFile("印章.png", seal_picture(size=(size, size)))
        client.post(page, {"picture": picture, "size": "42", "body": body})

    assert "<h3>临溪县财政局</h3>" in client.get(page).text
    theirs = Seal.objects.current(district, "临溪县财政局")
    assert theirs
    assert layout_asked_for(district).partner_seals == (
        (theirs.content, 42),
        ("", 42),
    )  # the second has given none

    client.post(reverse("bureau_seal_remove"), {"body": "临溪县财政局"})

    assert Seal.objects.in_use(district).get().body == ""


def layout_asked_for(district) -> Layout:
    form = LayoutForm({"seal": "picture", "partners": "临溪县财政局、临溪县体育局"})
    form.offer_seal(district, has_seal=True)
    assert form.is_valid()
    return form.layout
