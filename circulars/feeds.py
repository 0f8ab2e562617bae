"""A bureau's published circulars for feed readers."""

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from circulars.models import Circular
from circulars.models.disclosure import Validity
from circulars.queries import public_circulars, publishing_bureaus
from districts.access import public
from districts.models import District

NEWEST = 30


class PublicFeed(Feed):  # type: ignore[type-arg]  # Django's own takes no parameters when it runs
    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> District:
        return get_object_or_404(publishing_bureaus(), slug=kwargs["slug"])

    def title(self, bureau: District) -> str:
        return _("Circulars of %(bureau)s") % {"bureau": bureau.bureau_name}

    def link(self, bureau: District) -> str:
        return reverse("public_list", args=[bureau.slug])

    def items(self, bureau: District) -> list[Circular]:
        return list(public_circulars(bureau).select_related("district")[:NEWEST])

    def item_title(self, item: Circular) -> str:
        """With a mark before it where it no longer stands as it was issued: a reader's list shows nothing else."""
        standing = item.validity_today
        return item.title if standing is Validity.IN_FORCE else f"【{standing.label}】{item.title}"

    def item_description(self, item: Circular) -> str:
        return f"{item.number} {item.repeal_reason}".strip()

    def item_link(self, item: Circular) -> str:
        return reverse("public_circular", args=[item.district.slug, item.pk])

    def item_updateddate(self, item: Circular) -> datetime | None:
        """The later of the two acts: readers fetch again what is newer than what they have."""
        return max((at for at in (item.published_at, item.repealed_at) if at), default=None)


public_feed = public(PublicFeed())
