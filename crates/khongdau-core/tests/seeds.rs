//! What the parser makes of the five articles in `seeds/`, which are as a scraper left them.
#![cfg(feature = "writer")]

use khongdau_core::document::Document;
use khongdau_core::document::seed::parse_seed;

/// What a reader would say of an article.
struct Expected {
    name: &'static str,
    title: &'static str,
    date: Option<&'static str>,
    source: Option<&'static str>,
    paragraphs: usize,
    /// How the body begins and ends.
    first: &'static str,
    last: &'static str,
    /// What must stand in the body; a line break in it is one between paragraphs.
    kept: &'static [&'static str],
    /// What must not.
    dropped: &'static [&'static str],
}

#[track_caller]
fn check(expected: Expected) {
    let document = parse(expected.name);
    let body = document.body.as_str();
    assert_eq!(document.id, expected.name);
    assert_eq!(document.title, expected.title);
    assert_eq!(document.date.as_deref(), expected.date);
    assert_eq!(document.source.as_deref(), expected.source);
    assert_eq!(document.url, "");
    assert!(
        body.starts_with(expected.first),
        "begins {:?}",
        body.get(..60)
    );
    assert!(
        body.ends_with(expected.last),
        "ends {:?}",
        body.lines().last()
    );
    for text in expected.kept {
        assert!(body.contains(text), "lost: {text}");
    }
    for text in expected.dropped {
        assert!(!body.contains(text), "still there: {text}");
    }
    assert_eq!(body.lines().count(), expected.paragraphs);
}

fn parse(name: &str) -> Document {
    let path = format!("{}/../../seeds/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    parse_seed(name, &text, None).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Headings stay; captions with a credit, the byline and all below it go.
#[test]
fn bac_ninh_centre_of_innovation() {
    check(Expected {
        name: "000_c7f7e391b639c148",
        title: "Bàn giải pháp đưa Bắc Ninh thành trung tâm đổi mới sáng tạo",
        date: None,
        source: Some("TTXVN"),
        paragraphs: 17,
        first: "Trong khuôn khổ Diễn đàn công nghiệp 4.0 năm 2023, chiều 13/6,",
        last: "những nhà đầu tư hạ tầng khu công nghiệp có kinh nghiệm và tính chuyên nghiệp cao…",
        kept: &[
            "(Industry 4.0 Summit 2023).\nTạo diễn đàn kết nối doanh nghiệp và địa phương\nPhát biểu tại chương trình,",
            "khu vực.\nĐưa Bắc Ninh trở thành trung tâm đổi mới sáng tạo\nTại tọa đàm đã giới thiệu tổng quan",
            "Nghị quyết 52-NQ/TW ngày 27/9/2019",
            "Ông Nguyễn Anh Thi, Trưởng Ban Quản lý khu công nghệ cao TP Hồ Chí Minh",
            "Ông Nguyễn Thanh Tuyên, Phó Cục Trưởng",
            "“Đây không chỉ đơn thuần là những khuyến nghị",
        ],
        dropped: &[
            "Chú thích ảnh",
            "Ảnh:",
            "Thanh Thương",
            "Quang cảnh",
            "Nguyễn Đức Hiển phát biểu tại tọa đàm",
            "Nguyễn Anh Tuấn phát biểu tại tọa đàm",
            "Thái Hùng",
            "TTXVN",
            "Hải Phòng",
            "KITA",
            "Chia sẻ:",
            "Rao vặt",
            "Các đơn vị thông tin",
        ],
    });
}

/// No headline: the title is the theme that the first sentence names.
#[test]
fn bac_ninh_survey_without_a_headline() {
    check(Expected {
        name: "001_1d95a19f479a4e44",
        title: "Hiện thực hóa tầm nhìn Bắc Ninh trở thành thành phố công nghiệp công nghệ cao, thông minh",
        date: None,
        source: None,
        paragraphs: 12,
        first: "Ông Nguyễn Anh Tuấn, Bí thư Tỉnh ủy Bắc Ninh, cho biết như vậy tại Chương trình tọa đàm,",
        last: "tổ chức thường xuyên hơn trong những năm tới”, ông Nguyễn Đức Hiển cho biết.",
        kept: &[
            "với chủ đề \"Hiện thực hóa tầm nhìn Bắc Ninh",
            "đạt 6.696 USD, đứng thứ 3 cả nước.\nThu ngân sách",
            "đạt 24,17 tỷ USD đến từ 39 quốc gia",
            "Samsung, Amkor, Canon, Foxconn...\n",
            // As it was written: decomposed.
            "ti\u{300}nh hi\u{300}nh",
        ],
        dropped: &[],
    });
}

/// The site's name, the date line and the broken-off lead go. Each photo repeats the headline; of the
/// captions those stay, without it, that alone name a person, a company or a figure.
#[test]
fn quang_ninh_green_industrial_zones() {
    check(Expected {
        name: "002_b24750c3f5aba094",
        title: "Quảng Ninh: Phát triển khu công nghiệp xanh, bền vững",
        date: Some("2024-12-13"),
        source: Some("Invest Global"),
        paragraphs: 15,
        first: "(Xây dựng) - Ngày 12/12, Liên đoàn Thương mại và Công nghiệp Việt Nam (VCCI) chủ trì,",
        last: "thúc đẩy đổi mới sáng tạo, phát triển bền vững, tăng trưởng xanh.",
        kept: &[
            "Diễn đàn Khu công nghiệp trục cao tốc phía Đông năm 2024",
            "\nChủ tịch UBND tỉnh Quảng Ninh Phạm Đức Ấn phát biểu tại diễn đàn.\n",
            "\nQuảng Ninh có 23 khu công nghiệp nằm trong phương án phát triển",
            "18.842ha",
            "Bumjin Electronics Vina",
            "Nghị quyết số 09-NQ/TU ngày 05/02/2022",
            "Nghị quyết số 13-NQ/TU ngày 28/4/2023",
            "KCN Texhong - Hải Hà",
        ],
        dropped: &[
            "CỔNG THÔNG TIN",
            "Invest Global",
            "15:50",
            "Quảng Ninh: Phát triển",
            "Diễn đàn Khu công nghi\n",
            "KCN Hải Hà phát triển xanh",
            "gắn với an sinh xã hội",
            "Ảnh:",
            "Thông tin Doanh nghiệp",
        ],
    });
}

/// Of four lines above the text only one is the headline; the photos that are announced are missing.
#[test]
fn workshop_on_electronics_cluster() {
    check(Expected {
        name: "003_b42079c7888e4b95",
        title: "Hội thảo khoa học “Đề án nghiên cứu xây dựng cụm liên kết sản xuất điện, điện tử, cơ khí chế \
                tạo tại thành phố Thái Nguyên và Bắc Giang theo hướng ứng dụng công nghệ cao, thân thiện với \
                môi trường”",
        date: Some("2023-09-22"),
        source: Some("Viện Nghiên cứu Chiến lược, Chính sách Công Thương"),
        paragraphs: 11,
        first: "Thực hiện Nghị quyết số 96/NQ-CP ngày 01/8/2022 của Chính phủ",
        last: "tiếp tục nghiên cứu, hoàn thiện nội dung để thực hiện các bước tiếp theo.",
        kept: &[
            "11-NQ/TW ngày 10 tháng 02 năm 2022",
            "17 Yết Kiêu, quận Hai Bà Trưng",
            "Ông Nguyễn Khắc Quyền - Phó Viện trưởng",
            "ThS. Đỗ Văn Long đã trình bày",
            "Phần 1: Cơ sở lý luận",
        ],
        dropped: &[
            "TIN TỨC",
            "Trang chủ",
            "22/09/2023",
            "Hội thảo khoa học “Đề án",
            "Ảnh 1",
            "phát biểu khai mạc",
            "Ảnh 2",
            "Dưới đây là một số hình ảnh",
            "Ngô Mai Hương",
            "VIOIT",
            "TIN KHÁC",
        ],
    });
}

/// Captions stand alone between the paragraphs; the sentence that one of them splits is whole again.
#[test]
fn opening_of_the_industry_forum() {
    check(Expected {
        name: "004_607402c1c3aed958",
        title: "Khai mạc Diễn đàn cấp cao thường niên lần thứ ba và Triển lãm quốc tế về công nghiệp 4.0",
        date: None,
        source: None,
        paragraphs: 11,
        first: "Ngày 14/6/2023 tại Trung tâm Hội nghị quốc gia, Hà Nội diễn ra Diễn đàn",
        last: "góp phần đẩy mạnh công nghiệp hóa, hiện đại hóa của đất nước ta.",
        kept: &[
            "với các cơ quan quản lý Nhà nước, các địa phương, cộng đồng doanh nghiệp",
            "Ngân hàng Thế giới tại Việt Nam Carolyn Turk,\nDiễn đàn hàng năm",
            "đoàn Hưng Yên do ThS. Nguyễn Xuân Hải – Phó Giám đốc",
            "1.729 km",
        ],
        dropped: &[
            "Toàn cảnh",
            "Đồng chí Trần Tuấn Anh",
            "gian hàng triển lãm",
            "ấn nút",
            "(bên trái)",
            "Thủ tướng Chính phủ Phạm Minh Chính phát biểu kết luận",
            "Xuân Thu",
            "Trường Long",
            "Liên kết",
        ],
    });
}
