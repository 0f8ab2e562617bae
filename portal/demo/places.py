"""The fictional province of Yunshan: its bureaus, their offices, some forty schools. Plain facts."""

from dataclasses import dataclass

from districts.models import Ownership, Stage


@dataclass(frozen=True)
class Place:
    """A bureau; `offices` are (name, other names separated by 、)."""

    code: str
    name: str
    bureau_name: str
    level: str
    superior: str
    document_code: str
    slug: str
    offices: tuple[tuple[str, str], ...]
    affiliated: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class SchoolFact:
    """`bureau` is the slug of the responsible bureau."""

    bureau: str
    code: str
    name: str
    stage: Stage
    ownership: Ownership = Ownership.PUBLIC
    directly_under: bool = False


PLACES = (
    Place(
        "990000", "云山省", "云山省教育厅", "province", "", "云教", "yunshan",
        (
            ("办公室", ""), ("规划财务处", "规财处"), ("基础教育处", "基教处"), ("体育卫生与艺术处", "体卫艺处"),
            ("教师工作处", "教师处"), ("学校安全处", "校安处"),
        ),
        (("省教育评估中心", "评估中心"), ("省教育信息中心", "信息中心")),
    ),
    Place(
        "990100", "海云市", "海云市教育局", "city", "990000", "海教", "haiyun",
        (
            ("办公室", "局办、局办公室"), ("组织处", ""), ("人事处", ""), ("计划财务处", "计财处"),
            ("基础教育处", "基教处"), ("职业与成人教育处", "职成教处、职成处"),
            ("德育与体育卫生艺术处", "德体处、德育体卫艺处"), ("教育督导处", "督导处"), ("政策法规处", "法规处"),
            ("学校安全处", "校安处"), ("审计处", ""),
        ),
        (
            ("教育研究院", "教研院"), ("教育技术中心", "电教馆"), ("考试中心", "考试院"), ("后勤服务中心", ""),
        ),
    ),
    Place(
        "990122", "临溪县", "临溪县教育局", "county", "990100", "临教", "linxi",
        (
            ("办公室", ""), ("人事科", ""), ("计划财务科", "计财科"), ("基础教育科", "基教科"), ("体卫艺科", ""),
            ("安全科", ""),
        ),
        (("教研室", ""),),
    ),
    Place(
        "990127", "青川县", "青川县教育局", "county", "990100", "青教", "qingchuan",
        (
            ("办公室", ""), ("人事科", ""), ("计划财务科", "计财科"), ("基础教育科", "基教科"), ("体卫艺科", ""),
            ("安全科", ""),
        ),
        (("教研室", ""),),
    ),
)  # fmt: skip

CITY_SCHOOLS = (
    ("海云市第一中学", Stage.SENIOR), ("海云市第二中学", Stage.SENIOR), ("海云市滨江中学", Stage.COMPLETE),
    ("海云市实验中学", Stage.JUNIOR), ("海云市湖畔中学", Stage.JUNIOR), ("海云市东湖九年一贯制学校", Stage.NINE_YEAR),
    ("海云市实验小学", Stage.PRIMARY), ("海云市青禾小学", Stage.PRIMARY), ("海云市机关幼儿园", Stage.KINDERGARTEN),
    ("海云市春晖幼儿园", Stage.KINDERGARTEN), ("海云市职业技术学校", Stage.VOCATIONAL),
    ("海云市旅游学校", Stage.VOCATIONAL), ("海云市启明学校", Stage.SPECIAL), ("海云市社区学院", Stage.ADULT),
)  # fmt: skip
CITY_PRIVATE_SCHOOLS = (("海云市新蕾学校", Stage.NINE_YEAR), ("海云市明德高级中学", Stage.SENIOR))
LINXI_SCHOOLS = (
    ("临溪县第一中学", Stage.SENIOR), ("临溪县城关中学", Stage.JUNIOR), ("临溪县竹溪中学", Stage.JUNIOR),
    ("临溪县石桥九年一贯制学校", Stage.NINE_YEAR), ("临溪县实验小学", Stage.PRIMARY), ("临溪县竹溪小学", Stage.PRIMARY),
    ("临溪县枫林小学", Stage.PRIMARY), ("临溪县机关幼儿园", Stage.KINDERGARTEN),
    ("临溪县竹溪幼儿园", Stage.KINDERGARTEN), ("临溪县职业中学", Stage.VOCATIONAL), ("临溪县成人文化学校", Stage.ADULT),
)  # fmt: skip
QINGCHUAN_SCHOOLS = (
    ("青川县中学", Stage.SENIOR), ("青川县城东中学", Stage.JUNIOR), ("青川县白水九年一贯制学校", Stage.NINE_YEAR),
    ("青川县城东小学", Stage.PRIMARY), ("青川县白水小学", Stage.PRIMARY), ("青川县云岭小学", Stage.PRIMARY),
    ("青川县云岭教学点", Stage.PRIMARY), ("青川县机关幼儿园", Stage.KINDERGARTEN), ("青川县白水幼儿园", Stage.KINDERGARTEN),
    ("青川县职业学校", Stage.VOCATIONAL), ("青川县特殊教育学校", Stage.SPECIAL),
    ("青川县阳光幼儿园", Stage.KINDERGARTEN), ("青川县成人文化学校", Stage.ADULT),
)  # fmt: skip


def schools() -> list[SchoolFact]:
    """All schools; a school's code is its bureau's code and a running number."""
    facts = [
        SchoolFact("haiyun", f"9901{number:06d}", name, stage, directly_under=True)
        for number, (name, stage) in enumerate(CITY_SCHOOLS, start=1)
    ]
    facts += [
        SchoolFact("haiyun", f"9901{number:06d}", name, stage, Ownership.PRIVATE)
        for number, (name, stage) in enumerate(CITY_PRIVATE_SCHOOLS, start=101)
    ]
    for slug, code, names in (("linxi", "990122", LINXI_SCHOOLS), ("qingchuan", "990127", QINGCHUAN_SCHOOLS)):
        facts += [
            SchoolFact(
                slug, f"{code}{number:04d}", name, stage,
                Ownership.PRIVATE if "阳光" in name else Ownership.PUBLIC,
                directly_under=stage in (Stage.SENIOR, Stage.VOCATIONAL),
            )
            for number, (name, stage) in enumerate(names, start=1)
        ]  # fmt: skip
    return facts
