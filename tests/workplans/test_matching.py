from dataclasses import dataclass

from workplans.drafts import NamedOffice
from workplans.matching import duties_written, match_names


@dataclass(frozen=True)
class Place:
    all_names: list[str]


FINANCE = Place(["计划财务处", "计财处"])
BASIC = Place(["基础教育处（安全管理处）", "基教处"])
SAFETY = Place(["安全中心", "基教处"])
OFFICES = [FINANCE, BASIC, SAFETY]


def test_name_and_alias_mean_the_office():
    assert match_names(["计划财务处", "计财处"], OFFICES) == {"计划财务处": FINANCE, "计财处": FINANCE}


def test_width_and_blanks_do_not_count():
    assert match_names(["基础教育处 (安全管理处)"], OFFICES) == {"基础教育处 (安全管理处)": BASIC}


def test_shared_alias_means_nobody():
    assert match_names(["基教处", "体艺处"], OFFICES) == {}


def test_own_name_goes_before_the_alias_of_another():
    school = Place(["安全处"])
    centre = Place(["安全中心", "安全处"])

    assert match_names(["安全处"], [centre, school]) == {"安全处": school}


def test_first_written_lead_leads_and_the_others_support():
    written = [NamedOffice("计财处"), NamedOffice("安全中心"), NamedOffice("计划财务处", "support")]

    duties = duties_written(written, match_names([name.name for name in written], OFFICES))

    assert duties == [(FINANCE, "lead"), (SAFETY, "support")]


def test_unmatched_lead_leaves_the_place_of_the_lead_free():
    written = [NamedOffice("体艺处"), NamedOffice("安全中心")]

    assert duties_written(written, match_names(["体艺处", "安全中心"], OFFICES)) == [(SAFETY, "support")]


def test_support_alone_gets_no_lead():
    written = [NamedOffice("安全中心", "support")]

    assert duties_written(written, match_names(["安全中心"], OFFICES)) == [(SAFETY, "support")]
