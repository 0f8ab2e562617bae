import pytest

from intake.reading.labels import mark_style, read_label


@pytest.mark.parametrize(
    ("text", "kind", "mark", "number"),
    [
        ("第一部分 总体要求", "part", "第一部分", 1),
        ("第三章 队伍", "chapter", "第三章", 3),
        ("一、扩优提质", "hanzi", "一、", 1),
        ("十二．扩优提质", "hanzi", "十二．", 12),
        ("二十、扩优提质", "hanzi", "二十、", 20),
        ("一、二〇二五年回顾", "hanzi", "一、", 1),
        ("（一）扩优", "paren_hanzi", "（一）", 1),
        ("(十) 扩优", "paren_hanzi", "(十)", 10),
        ("㈡扩优", "paren_hanzi", "㈡", 2),
        ("1．建设", "arabic", "1．", 1),
        ("21. 建设", "arabic", "21.", 21),
        ("３、建设", "arabic", "３、", 3),
        ("1.2026年底前建成", "arabic", "1.", 1),
        ("⒉建设", "arabic", "⒉", 2),
        ("1.2 建设", "decimal", "1.2", 2),
        ("（3）建设", "paren_arabic", "（3）", 3),
        ("3）建设", "paren_arabic", "3）", 3),
        ("⑶建设", "paren_arabic", "⑶", 3),
        ("③建设", "circled", "③", 3),
        ("◆ 建设", "bullet", "◆", None),
    ],
)
def test_label_is_read(text: str, kind: str, mark: str, number: int | None):
    label = read_label(text)

    assert label is not None
    assert (label.kind, label.mark, label.number) == (kind, mark, number)
    assert label.mark + label.rest == text.replace(label.mark + " ", label.mark)


@pytest.mark.parametrize(
    "text",
    [
        "12.2交通安全日",
        "2026年是开局之年",
        "1.5小时",
        "三、四年级学生全员参加",
        "第一章程办学",
        "第三节课后服务",
        "十五五开局",
        "一是加强领导",
    ],
)
def test_text_that_only_looks_labelled_is_text(text: str):
    assert read_label(text) is None


@pytest.mark.parametrize(
    ("mark", "style"), [("12．", "1．"), ("（三）", "（一）"), ("◆", "◆"), ("第二部分", "第一部分")]
)
def test_marks_are_compared_without_their_number(mark: str, style: str):
    assert mark_style(mark) == style
