"""Papers in every form the format knows; names and places are invented."""

from dataclasses import replace
from datetime import date

from circulars.paper import LETTER, MINUTES, Paper, Paragraph
from tests.circulars.papers import calendar, notice, plan_blocks

SHORT = replace(notice(), appendices=(calendar(3),))
UPWARD = replace(
    SHORT,
    number="海教〔2026〕9号",
    title="海云市教育局关于报送《海云市教育局2026年工作要点》的报告",
    addressee="云山省教育厅",
    copy_number="000001",
    urgency="特急",
    secrecy="内部资料",
    signers=("周远", "吴启明", "郑和平"),
)
LETTER_PAPER = Paper(
    letterhead="海云市教育局",
    number="海教函〔2026〕3号",
    title="海云市教育局关于商请共同做好校园周边治理的函",
    addressee="海云市公安局",
    blocks=(*plan_blocks(2, 2), Paragraph("专此致函，请予支持。")),
    sign_off_name="海云市教育局",
    sign_off_date=date(2026, 3, 12),
    urgency="加急",
    note="联系人：林禾，电话：0000-1234567",
    copied_to="市政府办公室，各县（市、区）教育局",
    form=LETTER,
)
MINUTES_PAPER = Paper(
    letterhead="海云市教育局会议纪要",
    number="〔2026〕5号",
    title="研究2026年重点工作的会议纪要",
    blocks=(*plan_blocks(3, 2),),
    attendance=(
        (
            "出席",
            "林禾、周远、吴启明、郑和平、王一川、赵堃、何珺㛃，基础教育处、计划财务处、组织人事处主要负责人",
        ),
        ("请假", "钱度"),
        ("列席", "各直属单位负责人"),
    ),
    sign_off_name="海云市教育局",
    sign_off_date=date(2026, 3, 12),
    sealed=False,
    copied_to="各县（市、区）教育局，各直属学校（单位）",
    printed_by="海云市教育局办公室",
    printed_on=date(2026, 3, 13),
    form=MINUTES,
)
JOINT = replace(
    SHORT,
    title="海云市教育局　海云市财政局　海云市人力资源和社会保障局关于印发《2026年教育工作要点》的通知",
    partners=("海云市财政局", "海云市公安局", "海云市体育局"),
)
JOINT_UNSEALED = replace(JOINT, sealed=False)
JOINT_LONG = replace(JOINT, partners=("海云市人力资源和社会保障局",))
VARIANTS: dict[str, Paper] = {
    "upward": UPWARD,
    "letter": LETTER_PAPER,
    "minutes": MINUTES_PAPER,
    "joint": JOINT,
    "joint-unsealed": JOINT_UNSEALED,
    "joint-long": JOINT_LONG,
}
