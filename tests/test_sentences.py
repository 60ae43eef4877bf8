"""Sentence splitting: a table of cases by what is hard in them, then properties of any text."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.sentences import split_sentences

# Each ¦ stands where a sentence begins after another.
CASES = {
    "plain": """
        Hà Nội có mưa. ¦Huế có nắng.
        Giá xăng giảm 500 đồng. ¦Giá dầu giữ nguyên.
        Đội tuyển đã thắng! ¦Cả nước vui mừng.
        Ai sẽ chịu trách nhiệm? ¦Chưa có câu trả lời.
        Một câu không có dấu chấm
        Bão đổ bộ đêm qua. ¦Áp thấp suy yếu. ¦Ứng phó kịp thời.
        Ông Nam đến. ¦Ở đó đã đông người. ¦Ý kiến chia làm hai phía.
        Lương tăng từ 1/7; giá điện giữ nguyên: đó là tin vui.
        Thật vậy sao?! ¦Không ai tin nổi.
        Anh ta bỏ trốn . ¦Công an truy nã.
        Giá trị hợp đồng là 12 triệu USD. ¦Bên mua trả trước một nửa.
        Phim chiếu trên VTV3. ¦Khán giả khen nhiều.
        Nguồn tin của CNN. ¦Nhà Trắng chưa bình luận.
    """,
    "place abbreviations": """
        Ông sống ở TP. Hồ Chí Minh. ¦Bà sống ở Huế.
        Tp. Đà Nẵng khai trương tuyến phố mới. ¦Du khách thích thú.
        Vụ cháy xảy ra tại TP. HCM. ¦Không ai bị thương.
        Vụ cháy xảy ra tại TP.HCM. ¦Không ai bị thương.
        Công an TP.Thủ Đức đang điều tra. ¦Nghi phạm đã bị bắt.
        UBND TX. Sơn Tây họp báo. ¦Chủ tịch trả lời.
        Chợ ở TT. Trâu Quỳ đông khách.
        Nhà ở Q.1 rất đắt. ¦Nhà ở Q.9 rẻ hơn.
        Nhà ở Q. 1 rất đắt. ¦Nhà ở Q. 9 rẻ hơn.
        Cháy lớn ở P. Bến Nghé, Q. 1, TP.HCM.
        Cửa hàng tại số 12 Đ. Lê Lợi, P. Bến Thành đã đóng cửa.
        Gia đình trú tại X. Bình Mỹ, H. Củ Chi. ¦Họ đã dọn đi.
        UBND P. Bình Trị Đông B ra quyết định. ¦Người dân đồng tình.
        Tuyến phố thuộc Q. Hai Bà Trưng bị ngập.
        Sân bay gần TP. Đồng Hới tạm dừng khai thác.
        Xe khách chạy từ TP. Bà Rịa đến TP. Vũng Tàu.
        Các hộ được di dời khỏi khu vực Q. 5, Q. 6 và Q. 11. ¦Theo đó, đơn vị thi công tiếp tục.
        Trạm BOT trên QL. 1 tạm dừng thu phí.
        Nhà nằm ở KP. 4, P. Tân Phú. ¦Chủ nhà đi vắng.
        Đây là khu vực trung tâm của TP. ¦Theo quy hoạch, nơi này sẽ thành công viên.
    """,
    "titles and degrees": """
        GS.TS. Trần Văn Khê qua đời. ¦Cả nước tiếc thương.
        PGS. Nguyễn Lân Cường phát biểu. ¦Hội trường vỗ tay.
        PGS.TS. Bùi Thị An cho rằng cần sửa luật.
        ThS. Lê Thị Hoa giảng bài. ¦Sinh viên chăm chú.
        Ths. BS. Trần Nam khám bệnh. ¦Bệnh nhân xuất viện.
        BS. CKII Nguyễn Tri Thức phẫu thuật thành công.
        BS.CKII. Phạm Hữu Lộc khuyên nên nghỉ ngơi.
        BS.CK1. Đỗ Thị Lan nói về bệnh sởi.
        Theo TS. Nguyễn Đình Cung, kinh tế hồi phục. ¦Ông Cung lạc quan.
        LS. Trần Vũ Hải bào chữa. ¦Tòa nghị án.
        KTS. Võ Trọng Nghĩa nhận giải thưởng quốc tế.
        NSND. Lan Hương và NSƯT. Chí Trung cùng xuất hiện.
        Th.S Hoàng Minh trả lời. ¦Th.S. Hoàng Minh là giảng viên.
        Mr. Bean là nhân vật hài. ¦Dr. Smith cũng vậy.
        TSKH. Phan Xuân Dũng chủ trì phiên họp.
        Ông là TS. ¦Sau khi về nước, ông mở công ty.
        Theo gs. Nguyễn Văn Tuấn, vắc xin an toàn.
        Đội St. Louis thắng trận. ¦Khán giả ra về.
    """,
    "companies and institutions": """
        Công ty CP. Đầu tư Hải Phát công bố lợi nhuận. ¦Cổ phiếu tăng trần.
        Công ty TNHH. Thương mại Minh Long vi phạm.
        Cty. Hoàng Anh bị phạt. ¦Mức phạt là 200 triệu đồng.
        Sách do NXB. Trẻ ấn hành. ¦Giá bìa 90.000 đồng.
        Sinh viên ĐH. Bách khoa tình nguyện.
        Trường THPT. Chu Văn An tuyển sinh. ¦Hồ sơ nộp trước ngày 5/6.
        CTCP. Sữa Việt Nam trả cổ tức.
        Đơn đã gửi tới UBND. ¦Không ai trả lời.
    """,
    "initials": """
        Em L.V.B. (15 tuổi) bị thương. ¦Em đã ổn định.
        Nguyễn Văn A. khai nhận hành vi. ¦Trần Thị B. chối tội.
        Bà L. cho biết chồng bà là ông H. ¦Hai người ly hôn năm 2015.
        Cảnh sát bắt Nguyễn Văn A. ¦Nghi phạm đang bị tạm giữ.
        Nạn nhân là N.T.H. ¦Công an đang điều tra.
        Th. (45 tuổi) nói dối. ¦Tr. (30 tuổi) im lặng.
        Chị Dương Thị Ng. (31 tuổi) trình báo. ¦Anh Th. vắng mặt.
        Tổng thống George W. Bush phát biểu. ¦Quốc hội lắng nghe.
        Nhà văn J. K. Rowling ra sách mới. ¦J.K. Rowling bán chạy.
        Đại sứ Daniel J. Kritenbrink đến Huế.
        Chuyên gia K. S. Venkatachalam nhận định.
        Bà B. Foote cho biết thêm. ¦Ông G. Kishan Reddy đồng ý.
        Bé gái tên T. 12 tuổi, ngụ cùng xóm.
        Anh N.V. T. (49 tuổi) kể lại. ¦Chị L.T. T.N. khóc.
        Công an triệu tập chị P. T.T. X. (Hải Dương). ¦Chị X. vắng mặt.
        Người chém ông H.. ¦Vì bất ngờ nên ông không kịp chạy.
        Vụ án mạng do anh K. gây ra. ¦K. bị bắt ngay sau đó.
        Em trai của Nguyễn Văn Th. ¦Hiện Th. đã bỏ trốn.
        Tiền được chuyển cho chị Nh. ¦Vụ việc bị phát hiện sau đó.
        Samuel L. Jackson đóng vai chính.
        Hãng U.S. Steel cắt giảm nhân sự.
        Nghi phạm khai tên là Q. và quê ở Nghệ An.
    """,
    "letters that are names": """
        Nhiệt độ là 39,5 độ C. ¦Độ ẩm 80%.
        Trời nóng 40°C. ¦Người già nên ở nhà.
        Cam giàu vitamin C. ¦Chuối giàu kali.
        Việt Nam ở bảng A. ¦Thái Lan ở bảng B.
        Ông mắc viêm gan B. ¦Bác sĩ kê thuốc.
        Em học lớp 12A. ¦Cô chủ nhiệm khen.
        Đó là khu vực châu Á. ¦Nhiều nước tham dự.
        Vua Henry I. ¦Sau đó là con trai ông.
        Chính phủ chọn phương án B. ¦Quốc hội thông qua.
        Họ đi theo nhóm A. ¦Nhóm B ở lại.
        Bệnh nhân thuộc nhóm máu O. ¦Ngân hàng máu đã cạn.
    """,
    "numbers and dates": """
        Giá 1.000.000 đồng. ¦Đã gồm thuế.
        Tăng trưởng đạt 3,5 %. ¦Lạm phát thấp.
        Cuộc họp diễn ra chiều 10/1. ¦Thủ tướng chủ trì.
        Lễ hội mở từ ngày 10-1. ¦Du khách đông.
        Dịch kéo dài đến năm 2021. ¦Năm 2022 kinh tế hồi phục.
        Có 5 người bị thương. ¦10 người khác mất tích.
        Tỷ số là 2-1. ¦Bàn thắng ghi ở phút 90.
        Công nghiệp 4.0. ¦Đó là xu thế.
        Lúc 19h30. ¦Trận đấu bắt đầu.
        Diện tích 45.194,98 m². ¦Giá đất tăng.
        Xe chạy 73 km/h. ¦Đường trơn.
        Ông sinh ngày 2.9.1945. ¦Cha ông là nông dân.
        Phiên bản 2.5 chạy nhanh hơn 1.8 lần.
        VN-Index tăng 12,5 điểm, lên 1.250. ¦Thanh khoản cao.
        Đây là nước đông dân thứ 3. ¦Một số nước khác xếp sau.
        Lãi suất từ 7 - 8%. ¦Ngân hàng giảm thêm 0.5%.
        Cầu dài 2.5km. ¦20.000 xe qua mỗi ngày.
        Bão giật cấp 12. ¦Sóng cao 5 m.
        Quốc hội khóa XIV. ¦Kỳ họp thứ 6 bế mạc.
        Đầu thế kỷ XX. ¦Phong trào lan rộng.
    """,
    "quotations": """
        “Tôi rất vui.” ¦Ông cười.
        “Anh đi đâu?” chị hỏi. ¦Anh im lặng.
        “Cháy rồi!” bà hét lên.
        “Chúng tôi sẽ làm hết sức”, ông nói. ¦Cuộc họp kết thúc.
        "Chúng tôi sẽ làm hết sức", ông nói. ¦"Không ai bị bỏ lại."
        Ông nói: “Tôi không biết”. ¦Bà gật đầu.
        Ông nói: “Đi thôi!”. ¦Mọi người đứng dậy.
        Bà hỏi: "Bao giờ xong?". ¦Không ai trả lời.
        “Giá sẽ giảm...”, ông dự báo.
        “Giá sẽ giảm…” ông dự báo.
        “Phải làm ngay.” - Thủ tướng nhấn mạnh. ¦Các bộ tiếp thu.
        “Chúng ta phải đổi mới!” – Bộ trưởng nói.
        Chương trình “Ai là triệu phú?” trở lại. ¦Khán giả háo hức.
        Cuốn sách "Vì sao?" bán chạy.
        “Tôi chờ mãi. ¦Không ai đến”, chị kể.
        ‘Tôi đồng ý.’ ¦Cô gật đầu.
        «Xin chào.» ¦Ông bắt tay.
        (Theo lời kể của nhân chứng.) ¦Công an vào cuộc.
        Dự án chậm tiến độ (do thiếu vốn). ¦Nhà thầu xin lùi.
        Ông gọi đó là “một bước ngoặt”. ¦“Chưa từng có tiền lệ”, ông nói.
        “Có ai ở nhà không?”, anh gọi lớn. ¦Không có tiếng đáp.
        Bị cáo nói "tôi có tội". ¦"Xin tòa khoan hồng", bị cáo nói.
        “Sao lại thế?” ¦Câu hỏi ấy không có lời đáp.
        Anh kể: “Tôi chạy ra. ¦Lửa đã bùng lên.” ¦Cả xóm náo loạn.
    """,
    "ellipses": """
        Rau, thịt, cá... đều tăng giá. ¦Người dân lo.
        Rau, thịt, cá… đều tăng giá.
        Anh ấy đã đi rồi... ¦Không ai biết đi đâu.
        Cô nghẹn ngào… ¦Mọi người im lặng.
        ...Và rồi họ gặp lại nhau. ¦Câu chuyện kết thúc.
        “…Chúng tôi không sợ.” ¦Họ tiếp tục.
        Hợp đồng ghi rõ (...) bên A chịu trách nhiệm.
        Gạo, ngô... 5 tấn mỗi loại.
        Trồng cam, bưởi, v.v. trên đất dốc. ¦Thu nhập khá.
        Có cam, bưởi, v.v. ¦Giá bán ổn định.
        Có cam, bưởi, v.v... ¦Giá bán ổn định.
        Ngành điện, nước, v.v… cũng tham gia.
        Ông ấy... à... không nhớ.
    """,
    "list markers": """
        1. Tăng lương cơ sở. ¦2. Giảm thuế.
        1. Tăng lương cơ sở.\\n¦2. Giảm thuế.
        a) Hồ sơ gồm đơn. ¦b) Bản sao giấy khai sinh.
        a. Hồ sơ gồm đơn. ¦b. Bản sao giấy khai sinh.
        I. Tình hình chung. ¦II. Nhiệm vụ.
        - Giá vàng tăng. ¦- Giá dầu giảm.
        • Cấm xe tải. ¦• Phân luồng từ xa.
        Gồm ba việc: 1. Rà soát; 2. Báo cáo; 3. Kiểm tra.
        1.1. Phạm vi áp dụng. ¦1.2. Đối tượng.
        Hội nghị nêu hai việc. ¦1. Sửa luật. ¦2. Tinh giản biên chế.
        1/ Nâng cao nhận thức. ¦2/ Tăng kiểm tra.
        (1) Thu hồi đất. ¦(2) Bồi thường.
        A. Phần mở đầu.
        + Đường bộ thông suốt. ¦+ Đường sắt gián đoạn.
    """,
    "articles of law": """
        Điều 5. Quyền của người lao động. ¦Người lao động được nghỉ phép.
        Khoản 2. Mức phạt tăng gấp đôi.
        Chương II. Tổ chức thực hiện
        Mục 3. Hồ sơ và thủ tục. ¦Hồ sơ nộp trực tiếp.
        Ông vi phạm Điều 5. ¦Tòa tuyên phạt 3 năm tù.
        Theo khoản 2, Điều 174. ¦Mức án cao nhất là 7 năm.
        Bước 1. Chuẩn bị hồ sơ. ¦Bước 2. Nộp trực tuyến.
        Câu 1. Thủ đô của Pháp là gì? ¦Câu 2. Sông nào dài nhất?
        Phụ lục I. Danh mục hàng cấm
        Quy định nêu rõ. ¦Điều 6. Nghĩa vụ của chủ xe.
        Bài 3: Lối ra nào cho nông sản? ¦Cần chế biến sâu.
    """,
    "addresses on the net": """
        Xem tại VTV.vn và Chinhphu.vn. ¦Bản tin phát lúc 19h.
        VTV.vn đưa tin. ¦VnExpress.net cũng vậy.
        Truy cập https://dichvucong.gov.vn/Trang.Chu.Html để nộp. ¦Hồ sơ miễn phí.
        Thư gửi về toasoan@bao.vn. ¦Bạn đọc nên ghi rõ tên.
        Trang Booking.Com giảm giá. ¦Khách đặt nhiều.
        Vào www.moh.gov.vn. ¦Nhấn nút đăng ký.
        Lập trình viên dùng Node.Js mỗi ngày.
        Mạng Yahoo! đóng cửa. ¦Người dùng tiếc nuối.
    """,
    "missing spaces": """
        Nâng cao chất lượng.¦Giá cũng tăng.
        Bão đã tan.¦Theo dự báo, trời nắng.
        Anh có biết không?¦Tôi thì không.
        Họp vào 10/1.¦Ông Nam chủ trì.
        Giá giảm 5%.¦Người mua tăng.
        Ông nói “đồng ý”.¦Cuộc họp kết thúc.
        Ông tuyên bố.¦“Chúng tôi không lùi bước”.
        Cô ấy khóc!¦Mọi người sững sờ.
        Nạn nhân quê ở TP.HCM.¦Theo công an, anh đi một mình.
        Q.Bình Thạnh và P.Bến Nghé ngập. ¦Tp.Hồ Chí Minh mưa lớn.
        ThS.Nguyễn Nam nói. ¦Ths.Trần Hà nghe.
    """,
    "lines": """
        Ảnh: TTXVN\\n¦Thủ tướng phát biểu.
        Một dòng không có chấm\\n¦Dòng thứ hai cũng vậy
        Đoạn một.\\n\\n¦Đoạn hai. ¦Câu nữa.
        Danh sách gồm:\\n¦Nguyễn Văn An\\n¦Trần Thị Bình
        Giá vàng SJC\\n¦66,5 triệu đồng
        Tại TP.\\n¦Hồ Chí Minh
    """,
    "interviews and asides": """
        Hỏi: Vì sao giá tăng? ¦Đáp: Do thiếu hàng.
        - Thưa ông, vì sao chậm? ¦- Do thủ tục.
        Vì sao lại chậm như vậy? ¦– Tôi cho rằng do thủ tục.
        Ông Nam (giám đốc) nói. ¦(Bà Lan vắng mặt.) ¦Cuộc họp kết thúc.
        Tin vui (!) cho người mua nhà. ¦Giá sắp giảm.
        Đây là phép màu (?) của y học.
        Nghiên cứu đăng trên Nature.[1] ¦Nhóm tác giả đến từ Huế.
        Apple ra mắt máy mới. ¦iPhone 15 giá 20 triệu đồng.
        Giá iPhone giảm mạnh! ¦Người dùng chờ mua.
        Trời đẹp quá 😍. ¦Mọi người ra đường.
        Trời đẹp quá. ¦👉 Mời mọi người ra đường.
        Shop mới mở nè!!! ¦Giảm giá 50%!!!
        Phí là 50.000 đ. ¦Trẻ em miễn phí.
        Bé ăn no. ¦Sau đó bé ngủ.
        Xem tr. 25 và hình 3. ¦Tài liệu dài 40 trang.
    """,
}
LATER = Path(__file__).parent / "splits.txt"
CASES["later"] = re.sub("^#.*\n", "", LATER.read_text(encoding="utf-8"), flags=re.MULTILINE)
SPLITS = [
    pytest.param(line.strip().replace("\\n", "\n"), id=f"{kind}: {line.strip()[:40]}")
    for kind, table in CASES.items()
    for line in table.strip().splitlines()
]


@pytest.mark.parametrize("case", SPLITS)
def test_splits(case: str) -> None:
    expected = [piece.strip() for piece in case.split("¦")]
    assert [sentence.text for sentence in split_sentences(case.replace("¦", ""))] == expected


PIECES = st.sampled_from(
    [
        "TP.",
        "A.",
        "Hà Nội",
        "ông",
        "Ông",
        "...",
        "…",
        "”",
        "“",
        '"',
        ".",
        "?",
        "!",
        "\n",
        " ",
        "5.",
        "(",
    ]
)
TEXTS = st.text() | st.lists(PIECES).map("".join) | st.lists(PIECES).map(" ".join)


@given(TEXTS)
def test_offsets_and_coverage(text: str) -> None:
    sentences = split_sentences(text)
    end = 0
    for sentence in sentences:
        assert sentence.start >= end
        assert not any(map(str.isalpha, text[end : sentence.start]))
        assert text[sentence.start : sentence.end] == sentence.text == sentence.text.strip()
        assert "\n" not in sentence.text
        assert any(map(str.isalpha, sentence.text))
        end = sentence.end
    assert not any(map(str.isalpha, text[end:]))


HOSTILE = {
    "no stop": "a" * 1_000_000,
    "stops only": "." * 1_000_000,
    "spaced stops": ". " * 50_000,
    "quotes": ".”" * 50_000,
    "one long quote": "." + "”" * 1_000_000,
    "abbreviations": "TP. A " * 30_000,
    "initials": "A. " * 50_000,
    "forgotten spaces": "a.B" * 50_000,
    "footnotes": ".[1]" * 50_000,
    "dashes": ". " + "-" * 1_000_000,
    "newlines": "\n" * 100_000,
    "asides": "A " + "(b. C) " * 40_000,
    "emoji": "😀" * 100_000 + "a",
    "emoji with selectors": "🌶\ufe0f" * 50_000 + "a",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_time_is_linear(name: str) -> None:
    def seconds(text: str) -> float:
        start = time.process_time()
        split_sentences(text)
        return time.process_time() - start

    text = HOSTILE[name]
    # Quadratic time would make the whole a hundred times as slow as a tenth of it.
    assert seconds(text) < 40 * max(seconds(text[: len(text) // 10]), 0.005)
