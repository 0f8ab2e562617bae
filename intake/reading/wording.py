"""The words by which a reader knows the parts of a plan. A text in, a fact about it out."""

import re

_TITLE_ENDS = re.compile(
    r"(?:意见|要点|计划|安排|方案|思路|规划|通知|报告|总结|纲要|任务|目标|行事历|一览表|清单|部署|打算|决定|通报|办法)"
    r"(?:[（(][^（）()]{1,20}[）)])?》?(?:的通知)?$"
)
_SENTENCE_ENDS = ("。", "；", ";", "！", "!", "？", "?", "…")
_ORGANISATION = re.compile(
    r"[^，。；：、,;:\s]{2,30}(?:局|厅|委|委员会|办公室|办|处|科|室|组|部|政府|学校|小学|中学|高中|学院|大学|幼儿园|园|中心|集团|校|"
    r"院|站|协会|学会|联合会|工会|督导团|督导室)"
)
_BUREAU = re.compile(
    r"(?:^|[^\u4e00-\u9fff]|印发|学年度?|年度?)(?!学年|年|关于)"
    r"([\u4e00-\u9fff]{2,16}?(?:教育局|教体局|教育体育局|教育和体育局|教育厅|教育委员会|教委)"
    r"|(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,16}?(?:学校|小学|中学|高中|幼儿园)(?=20|关于|学年|第|[一二]〇))"
)
_PAST = re.compile(
    r"回望|回顾|总结|盘点|主要成绩|工作成绩|取得的?成[绩效]|工作成效|主要成效|主要做法|看业绩|晒亮点|谈体会|存在的?(?:主要)?问题|"
    r"完成情况|工作情况|基本情况|工作体会|特色亮点"
)
_AHEAD = re.compile(
    r"重点工作|工作重点|重点任务|工作任务|主要任务|任务|安排|部署|思路|要点|计划|打算|下一步|展望|新征程|今后|措施|举措|做好20\d\d|"
    r"总体要求|指导思想|行动"
)
_FRAME = re.compile(
    r"(?:(?:20\d\d年|今年|本学年|本学期)?(?:全市|全县|全区|我局|我校)?(?:教育|学校)?(?:工作)?的?)?"
    r"(?:总体(?:要求|思路|目标)|指导思想|基本(?:原则|思路)|工作(?:思路|目标|原则|理念)|主要目标|形势分析|工作背景|背景分析)"
    r"(?:[和与及、].{2,10})?"
)
_CLOSES = re.compile(
    r"此外|总之|综上|同时，各|各(?:单位|学校|校|科室|处室|地|中小学|县|区)|让我们|全[市县区]教育(?:系统|工作者)|希望|特此|"
    r"以上|请各|要求各|不忘初心"
)


def is_sentence(text: str) -> bool:
    """It ends like a sentence, or has one inside."""
    return text.endswith(_SENTENCE_ENDS) or "。" in text


def is_heading_like(text: str) -> bool:
    """Short and without the marks of a sentence, of a list or of an address."""
    return len(text) <= 40 and not is_sentence(text) and not text.endswith(("：", ":", "，", ",", "、"))


def is_title_like(text: str) -> bool:
    return len(text) <= 90 and not is_sentence(text) and not text.endswith(("：", ":", "，", ",", "、"))


def ends_like_a_title(text: str) -> bool:
    """It ends in what papers are called: 工作意见, 要点, 通知 …"""
    return bool(_TITLE_ENDS.search(text))


def is_organisation(text: str) -> bool:
    return bool(_ORGANISATION.fullmatch(text.replace(" ", "")))


def organisation_in(title: str) -> str | None:
    """The bureau or school that a title names: 海云市教育局 in 海云市教育局2022年工作要点."""
    found = _BUREAU.search(title)
    return found[1] if found else None


def looks_back(heading: str) -> bool:
    """A heading over what was done, not over what is to do."""
    return bool(_PAST.search(heading)) and not _AHEAD.search(_PAST.sub("", heading))


def looks_ahead(heading: str) -> bool:
    return bool(_AHEAD.search(heading)) and not _PAST.search(heading)


def frames_the_plan(heading: str) -> bool:
    """A heading over aims and principles: nobody is given 指导思想 to do."""
    return bool(_FRAME.fullmatch(heading.strip("。：: ")))


def closes_the_plan(text: str) -> bool:
    """A paragraph that begins as last paragraphs do."""
    return bool(_CLOSES.match(text))
