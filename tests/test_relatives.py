"""A parent and children in one word are said as English says them."""

from __future__ import annotations

import pytest

from summarize.translation.relatives import say_relatives


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Trong buồng chỉ có hai mẹ con chị Loan.", "Trong buồng chỉ có chị Loan và con."),
        ("Mẹ con chị H. bị thương.", "Chị H. và con bị thương."),
        ("Nhóm này đánh ba cha con ông Văn.", "Nhóm này đánh ông Văn và hai con."),
        ("Bắt 2 mẹ con Trinh để điều tra", "Bắt Trinh và con để điều tra"),
        (
            "Bố con anh Cao Văn Khoa (quê Quảng Ngãi) muốn về quê.",
            "Anh Cao Văn Khoa (quê Quảng Ngãi) và con muốn về quê.",
        ),
        ("2 mẹ con tử vong trong vụ cháy", "Hai mẹ con tử vong trong vụ cháy"),
        ("Lũ cuốn 2 bố con và 4 mẹ con.", "Lũ cuốn hai cha con và bốn mẹ con."),
    ],
)
def test_who_is_meant_is_said(text: str, said: str) -> None:
    assert say_relatives(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "Mẹ con chị Lan và bé Na về quê.",
        "Hai cha con anh Nguyễn Văn Hòa và Nguyễn Văn Phong (17 tuổi)",
        "Tình mẹ con chị Lan rất đẹp.",
        "Bố con Bảo khẩu chiến",
        "Mẹ con H'Munh khỏe.",
        "Bán vé cho mẹ con chị V.T.N.",
        "Hai vợ chồng anh Nam và ba anh em Hùng",
    ],
)
def test_where_others_are_named_or_none_is_nothing_changes(text: str) -> None:
    assert say_relatives(text) == text
