"""A bureau's seal: a picture given, or taken out of use. Papers already issued keep theirs."""

from django.db import transaction

from circulars.files import keep_file
from circulars.models import Seal
from circulars.seals import checked_seal, fingerprint
from districts.models import District, User
from districts.trail import record


def give_seal(*, district: District, picture: bytes, size: int, by: User, body: str = "") -> Seal:
    """The bureau's papers are printed with this picture, `size` mm across, from now on. Raises UnfitSeal.

    `body`: whose seal it is, where it is not the bureau's own but that of one that issues papers together with it.
    """
    body = "" if body == district.bureau_name else body
    kept = checked_seal(picture)
    content = fingerprint(kept)
    keep_file(f"seals/{content}.png", kept)
    with transaction.atomic():
        before = _out_of_use(district, body)
        seal = Seal.objects.create(district=district, body=body, content=content, size=size, given_by=by)
        record(by=by, verb="give_seal", on=seal, before=before, after={"content": content, "size": size})
    return seal


@transaction.atomic
def take_seal_out_of_use(*, district: District, by: User, body: str = "") -> None:
    """The next papers leave room for the seal by hand."""
    seal = Seal.objects.current(district, body)
    if seal:
        record(by=by, verb="take_seal_out_of_use", on=seal, before=_out_of_use(district, body))


def _out_of_use(district: District, body: str) -> dict[str, object]:
    """The bureau's row is locked: of two who give a seal at once, the second takes the first's place."""
    District.objects.select_for_update().get(pk=district.pk)
    seal = Seal.objects.current(district, body)
    if seal is None:
        return {}
    Seal.objects.filter(pk=seal.pk).update(is_current=False)
    return {"content": seal.content, "size": seal.size}
