"""发文字号: how a document's number is written. Pure."""


def format_number(code: str, year: int, serial: int) -> str:
    """海教, 2021, 1 → 海教〔2021〕1号: no leading noughts, no 第 (GB/T 9704-2012, 7.2.5)."""
    return f"{code}〔{year}〕{serial}号"
