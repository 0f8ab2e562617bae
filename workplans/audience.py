"""Whom a rule addresses: a school's rules, a rule's schools, and one school before one rule."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from districts.models import District, School
from districts.models.places import ALSO_TEACHES
from workplans.models import AudienceRule


def addressing(school: School, prefix: str = "audience__") -> Q:
    """Rows whose audience (reached by `prefix`) has a rule that the school meets.

    The rule does not say whose schools it speaks of: filter by the district as well
    (`district__code__in=school.district.codes_upward`).
    """
    by_rule = Q(
        **{
            f"{prefix}school__isnull": True,
            f"{prefix}stage__in": ["", *school.stages],
            f"{prefix}ownership__in": ["", school.ownership],
        }
    ) & (
        Q(**{f"{prefix}directly_under__isnull": True})
        | Q(**{f"{prefix}directly_under": school.directly_under})
    )
    # A rule row must exist: an empty audience addresses nobody.
    return (by_rule & Q(**{f"{prefix}id__isnull": False})) | Q(**{f"{prefix}school": school})


def schools_meeting(rules: Iterable[AudienceRule], district: District) -> Q:
    """Schools of the district and below that meet any of the rules; for School.objects.filter()."""
    wanted = Q(pk__in=[])
    for rule in rules:
        if rule.school_id:
            wanted |= Q(pk=rule.school_id)
            continue
        part = Q(district__path__startswith=district.path, is_active=True)
        if rule.stage:
            teaching = [stage for stage, also in ALSO_TEACHES.items() if rule.stage in also]
            part &= Q(stage__in=[rule.stage, *teaching])
        if rule.ownership:
            part &= Q(ownership=rule.ownership)
        if rule.directly_under is not None:
            part &= Q(directly_under=rule.directly_under)
        wanted |= part
    return wanted


def meets(school: School, rule: AudienceRule) -> bool:
    """Whether the rule means this school, given that it is in the care of the rule's bureau."""
    if rule.school_id:
        return school.pk == rule.school_id
    return (
        school.is_active
        and (not rule.stage or rule.stage in school.stages)
        and (not rule.ownership or rule.ownership == school.ownership)
        and (rule.directly_under is None or rule.directly_under == school.directly_under)
    )


class SchoolsMeant:
    """The schools that rules mean, of those in the care of the rules' bureau; rules that say the same are looked up once."""

    def __init__(self, schools: Iterable[School]) -> None:
        self.schools = list(schools)
        self._known: dict[tuple[Any, ...], frozenset[int]] = {}

    def by(self, rules: Iterable[AudienceRule]) -> list[School]:
        """In the order in which the schools were given."""
        meant: frozenset[int] = frozenset().union(*map(self._meant_by, rules))
        return [school for school in self.schools if school.pk in meant] if meant else []

    def _meant_by(self, rule: AudienceRule) -> frozenset[int]:
        says = (rule.school_id, rule.stage, rule.ownership, rule.directly_under)
        if says not in self._known:
            self._known[says] = frozenset(school.pk for school in self.schools if meets(school, rule))
        return self._known[says]
