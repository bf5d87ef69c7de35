import pytest

from pipeline.ingest.judge import judge

RIGHT = "Ủy ban nhân dân phường ban hành Kế hoạch thực hiện nhiệm vụ phòng, chống thiên tai năm 2024 trên địa bàn "
BARE = "Uy ban nhan dan phuong ban hanh Ke hoach thuc hien nhiem vu phong, chong thien tai nam 2024 tren dia ban "
GARBLED = "UY BAN MAN DAN sfra doi, bo sung Iinh vvc kham benh, chfra benh cira nganh Y te tinh theo quy dinh cua BO "


@pytest.mark.parametrize(
    ("text", "over_scan", "trusted"),
    [
        (RIGHT * 3, False, True),
        (RIGHT * 3, True, True),
        (RIGHT, True, False),  # a caption over a scan
        (RIGHT * 3 + GARBLED, True, False),
        (BARE * 3, False, False),
        (GARBLED * 3, False, False),
        (GARBLED * 3, True, False),
        ("Lưu: VT. Trần Văn An", False, True),
        ("ỹ q vvc kham bcnh", False, False),
        ("12 345 6.789", False, True),
        ("\ufffd\ufffd 12", False, False),
        ("", False, False),
    ],
)
def test_verdicts(text: str, over_scan: bool, trusted: bool) -> None:
    assert judge(text, over_scan=over_scan).trusted is trusted


def test_the_verdict_says_why() -> None:
    verdict = judge(BARE, over_scan=False)
    assert 0.5 < verdict.syllables < 0.9  # "phuong" and the like are no syllables without their marks
    assert verdict.marked == 0
    assert verdict.words == 21
