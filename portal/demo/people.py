"""The people of the fictional province: at least one in every role. Plain facts; all names are invented."""

from dataclasses import dataclass

from districts.models import Role

PASSWORD = "yunshan-demo-26"  # noqa: S105 -- printed for everybody who tries the demo


@dataclass(frozen=True)
class Person:
    """`bureau` is a slug; `office` and `school` are names within it."""

    username: str
    full_name: str
    role: Role
    bureau: str
    office: str = ""
    school: str = ""


PEOPLE = (
    # the city, where the tour takes place
    Person("editor", "苏青禾", Role.EDITOR, "haiyun"),
    Person("approver", "陆远山", Role.APPROVER, "haiyun"),
    Person("admin", "沈知微", Role.ADMINISTRATOR, "haiyun"),
    Person("auditor", "顾清和", Role.AUDITOR, "haiyun"),
    Person("head", "程若水", Role.OFFICE_HEAD, "haiyun", office="德育与体育卫生艺术处"),
    Person("staff", "叶南星", Role.OFFICE_STAFF, "haiyun", office="德育与体育卫生艺术处"),
    Person("finance", "白露生", Role.OFFICE_HEAD, "haiyun", office="计划财务处"),
    Person("basic", "江照野", Role.OFFICE_HEAD, "haiyun", office="基础教育处"),
    Person("research", "温如故", Role.OFFICE_STAFF, "haiyun", office="教育研究院"),
    Person("personnel", "秦时月", Role.OFFICE_HEAD, "haiyun", office="人事处"),
    Person("safety", "石安澜", Role.OFFICE_STAFF, "haiyun", office="学校安全处"),
    Person("clerk", "柳依依", Role.SCHOOL_CLERK, "haiyun", school="海云市实验小学"),
    Person("principal", "方既白", Role.PRINCIPAL, "haiyun", school="海云市实验小学"),
    Person("clerk2", "宁采薇", Role.SCHOOL_CLERK, "haiyun", school="海云市第一中学"),
    Person("clerk3", "岑夏至", Role.SCHOOL_CLERK, "haiyun", school="海云市职业技术学校"),
    # the province above, the counties below
    Person("province", "云千帆", Role.EDITOR, "yunshan"),
    Person("province-approver", "岳明川", Role.APPROVER, "yunshan"),
    Person("linxi", "竹间雨", Role.EDITOR, "linxi"),
    Person("linxi-approver", "溪亭晚", Role.APPROVER, "linxi"),
    Person("linxi-clerk", "梅子青", Role.SCHOOL_CLERK, "linxi", school="临溪县实验小学"),
    Person("qingchuan", "川下石", Role.EDITOR, "qingchuan"),
    Person("qingchuan-approver", "青未了", Role.APPROVER, "qingchuan"),
)

# The director, who only reads and hears last of what stays late, and who reports for the city's other offices.
COLLEAGUES = (
    Person("director", "季望舒", Role.AUDITOR, "haiyun"),
    Person("general", "闻溪", Role.OFFICE_STAFF, "haiyun", office="办公室"),
    Person("vocational", "陶谷雨", Role.OFFICE_STAFF, "haiyun", office="职业与成人教育处"),
    Person("supervision", "严若谷", Role.OFFICE_STAFF, "haiyun", office="教育督导处"),
    Person("policy", "商小满", Role.OFFICE_STAFF, "haiyun", office="政策法规处"),
    Person("technology", "乔霜降", Role.OFFICE_STAFF, "haiyun", office="教育技术中心"),
    Person("examinations", "季芒种", Role.OFFICE_STAFF, "haiyun", office="考试中心"),
)
