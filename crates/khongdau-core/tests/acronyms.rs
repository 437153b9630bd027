//! Acronyms that articles explain: rows of `tests/data/acronyms.json`, the seeds, and what is
//! believed when documents disagree.
#![cfg(feature = "writer")]

use khongdau_core::analysis::acronyms::{AcceptedAcronym, Acronym, Collector, Kind, extract};
use khongdau_core::document::seed::parse_seed;
use proptest::prelude::*;
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

#[derive(Deserialize)]
struct Row {
    text: String,
    pairs: Vec<Pair>,
}

#[derive(Deserialize)]
struct Pair {
    short: String,
    long: String,
    kind: String,
}

/// `KCN = Khu công nghiệp`; foreign letters with `~`.
fn shown(found: &[Acronym]) -> Vec<String> {
    let sign = |kind| match kind {
        Kind::Initials => '=',
        Kind::Gloss => '~',
    };
    found
        .iter()
        .map(|pair| format!("{} {} {}", pair.short, sign(pair.kind), pair.long))
        .collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(shown(&extract(text)), expected, "{text}");
    let decomposed: String = text.nfd().collect();
    assert_eq!(shown(&extract(&decomposed)), expected, "decomposed: {text}");
}

#[test]
fn rows() {
    let rows: Vec<Row> = serde_json::from_str(include_str!("data/acronyms.json")).unwrap();
    assert_eq!(rows.len(), 19);
    for row in rows {
        let sign = |pair: &Pair| if pair.kind == "Initials" { '=' } else { '~' };
        let pairs = row.pairs.iter();
        let expected: Vec<String> = pairs
            .map(|pair| format!("{} {} {}", pair.short, sign(pair), pair.long))
            .collect();
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        check(&row.text, &expected);
    }
}

#[test]
fn the_long_form_before() {
    check(
        "Sở Văn hóa, Thể thao và Du lịch (VHTTDL) tỉnh",
        &["VHTTDL = Văn hóa Thể thao và Du lịch"],
    );
    check("Uỷ ban  nhân\ndân (UBND)", &[]);
    check(
        "UBND và Hội đồng nhân dân ( HĐND ) tỉnh",
        &["HĐND = Hội đồng nhân dân"],
    );
    check(
        "các “khu công nghiệp” (KCN) mới",
        &["KCN = khu công nghiệp"],
    );
    check("Trung ương (TƯ)", &["TƯ = Trung ương"]);
    check("Giao dịch điện tử (GDDT)", &["GDDT = Giao dịch điện tử"]);
    // Đ is no D, and tải is no tại.
    check("giao dịch dân sự (GĐDS)", &[]);
    check("giao thông vận tải TPHCM (GTVT)", &[]);
    // The first and the last syllable have their letters.
    check("trong khu công nghiệp của (KCN)", &[]);
}

#[test]
fn the_long_form_inside() {
    check("Ở KCN (khu công nghiệp) này", &["KCN = khu công nghiệp"]);
    check(
        "Sở NN&PTNT (Nông nghiệp và Phát triển nông thôn)",
        &["NN&PTNT = Nông nghiệp và Phát triển nông thôn"],
    );
    check("KCN (khu công nghiệp, khu chế xuất)", &[]);
    check("KCN (các khu công nghiệp)", &[]);
    check("KCN (Khu đô thị)", &[]);
}

#[test]
fn lists() {
    check(
        "về an toàn giao thông, an ninh trật tự, phòng cháy chữa cháy (ATGT, ANTT; PCCC)",
        &[
            "ATGT = an toàn giao thông",
            "ANTT = an ninh trật tự",
            "PCCC = phòng cháy chữa cháy",
        ],
    );
    // As a whole or not at all.
    check("hiện đại hóa (CNH, HĐH)", &[]);
    check("hiện đại hóa (HĐH, tự động hóa)", &[]);
}

#[test]
fn in_words() {
    for introduction in [
        "(viết tắt là UBND)",
        "(sau đây gọi tắt là UBND) tỉnh",
        ", sau đây được viết tắt là “UBND”.",
        "(viết tắt: UBND)",
        "(Gọi tắt là: UBND)",
    ] {
        check(
            &format!("Ngày 2/6, Ủy ban nhân dân {introduction}"),
            &["UBND = Ủy ban nhân dân"],
        );
    }
    check("Ủy ban nhân dân gọi tắt là Ban", &[]);
    check("Ủy ban nhân dân tắt là UBND", &[]);
    check("Ủy ban nhân dân. Viết tắt là UBND", &[]);
}

#[test]
fn foreign_letters() {
    check(
        "theo Tổ chức Y tế Thế giới (WHO)",
        &["WHO ~ Tổ chức Y tế Thế giới"],
    );
    check(
        "Ngày 2/6, tại Hà Nội, Quỹ Tiền tệ Quốc tế (IMF) cho biết",
        &["IMF ~ Quỹ Tiền tệ Quốc tế"],
    );
    for text in [
        "đầu tư trực tiếp nước ngoài (FDI)",
        // Names of people and places.
        "Thái Hùng (TTXVN)",
        "Minh Thu và Trần Hà An (VOV)",
        "Ngày 13 đoàn Hà Nội (VFF)",
        // Somebody speaks for it.
        "Chủ tịch Hiệp hội Lương thực Việt Nam (VFA)",
        "Công ty đã xây dựng ứng dụng (VNEID)",
        // Đ is no foreign letter.
        "Bệnh viện Nhi đồng Thành phố (BVĐK)",
    ] {
        check(text, &[]);
    }
}

#[test]
fn another_clause_explains_nothing() {
    for end in [". ", "; ", ": ", "! ", "\n", " (a) ", "” "] {
        check(&format!("Khu công{end}nghiệp (KCN)"), &[]);
    }
    // No end of a clause.
    check(
        "Thành phố Hồ.Chí Minh (TPHCM)",
        &["TPHCM = Thành phố Hồ Chí Minh"],
    );
}

#[test]
fn what_is_no_short_form() {
    for text in [
        "khu công nghiệp (kcn)",
        "khu công nghiệp (Kcn)",
        "khu công nghiệp (KCN Đông Mai)",
        "khu công nghiệp (KCN",
        "khu công nghiệp (KCN (mới))",
        "khu công nghiệp ()",
        "khu công nghiệp (K.C.N.)",
        "(KCN)",
        "Hội Hưu trí (HỘI)",
        "Công nghiệp 4.0 (CN4)",
    ] {
        check(text, &[]);
    }
}

/// What each seed explains in its body: neither bylines nor what stands below them.
#[test]
fn seeds() {
    let mut collector = Collector::default();
    for (name, expected) in [
        // KITA stands below the byline, in the teaser of another article.
        ("000_c7f7e391b639c148", &[][..]),
        (
            "001_1d95a19f479a4e44",
            &[
                "PCI ~ Chỉ số Năng lực cạnh tranh cấp tỉnh",
                "PGI ~ Chỉ số Xanh cấp tỉnh",
                "GRDP ~ Tổng sản phẩm trên địa bàn tỉnh",
            ],
        ),
        (
            "002_b24750c3f5aba094",
            &[
                "VCCI ~ Liên đoàn Thương mại và Công nghiệp Việt Nam",
                "KCN = Khu công nghiệp",
                "FDI ~ Tập trung thu hút nguồn vốn đầu tư trực tiếp nước ngoài",
            ],
        ),
        ("003_b42079c7888e4b95", &[]),
        ("004_607402c1c3aed958", &[]),
    ] {
        let path = format!("{}/../../seeds/{name}.txt", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(&path).unwrap();
        let found = extract(&parse_seed(name, &text, None).unwrap().body);
        assert_eq!(shown(&found), expected, "{name}");
        collector.add_document(found);
    }
    let accepted = collector.accepted();
    for (short, long) in [
        ("KCN", "khu công nghiệp"),
        ("VCCI", "Liên đoàn Thương mại và Công nghiệp Việt Nam"),
        ("PCI", "chỉ số năng lực cạnh tranh cấp tỉnh"),
        ("PGI", "chỉ số xanh cấp tỉnh"),
        ("FDI", "đầu tư trực tiếp nước ngoài"),
        ("GRDP", "tổng sản phẩm trên địa bàn"),
        ("CNH", "công nghiệp hóa"),
        ("TNHH", "trách nhiệm hữu hạn"),
    ] {
        assert_eq!(of(&accepted, short), [(long.to_string(), false)]);
    }
}

/// The long forms of a short form, each with whether it is weak.
fn of(accepted: &[AcceptedAcronym], short: &str) -> Vec<(String, bool)> {
    let pairs = accepted.iter().filter(|pair| pair.short == short);
    pairs.map(|pair| (pair.long.clone(), pair.weak)).collect()
}

/// What is believed of `short` after texts, each so many times.
fn believed(short: &str, texts: &[(&str, usize)]) -> Vec<(String, bool)> {
    let mut collector = Collector::default();
    for (text, times) in texts {
        for _ in 0..*times {
            collector.add_document(extract(text));
        }
    }
    of(&collector.accepted(), short)
}

fn strong(long: &str) -> (String, bool) {
    (long.to_string(), false)
}

fn weak(long: &str) -> (String, bool) {
    (long.to_string(), true)
}

#[test]
fn the_built_in_list_needs_no_documents() {
    let accepted = Collector::default().accepted();
    // 129 less one that is there with and without &.
    assert_eq!(accepted.len(), 128);
    assert_eq!(of(&accepted, "UBND"), [strong("Ủy ban nhân dân")]);
    assert_eq!(of(&accepted, "TW"), [strong("Trung ương")]);
    assert_eq!(
        of(&accepted, "LHQ"),
        [strong("Liên hiệp quốc"), strong("Liên hợp quốc")]
    );
    assert_eq!(
        of(&accepted, "KHCN"),
        [
            strong("khoa học công nghệ"),
            strong("khoa học và công nghệ")
        ]
    );
    assert_eq!(
        of(&accepted, "HĐH"),
        [weak("hệ điều hành"), weak("hiện đại hóa")]
    );
    // They are words to whoever types in lower case.
    assert_eq!(of(&accepted, "AI"), [weak("trí tuệ nhân tạo")]);
    assert_eq!(of(&accepted, "TƯ"), [weak("Trung ương")]);
    assert_eq!(of(&accepted, "TP"), [weak("thành phố")]);
}

#[test]
fn initials_are_trusted_at_once() {
    assert_eq!(
        believed("HĐQT", &[("Hội đồng quản trị (HĐQT)", 1)]),
        [strong("Hội đồng quản trị")]
    );
    assert_eq!(
        believed("ĐB", &[("đại biểu (ĐB)", 9)]),
        [weak("đại biểu")],
        "two letters"
    );
}

#[test]
fn the_most_frequent_spelling_in_lower_case() {
    let texts = [
        ("Hội đồng quản trị (HĐQT)", 5),
        ("hội đồng quản trị (HĐQT)", 1),
        ("HỘI ĐỒNG QUẢN TRỊ (HĐQT)", 9),
    ];
    assert_eq!(believed("HĐQT", &texts), [strong("hội đồng quản trị")]);
    assert_eq!(believed("HĐQT", &texts[2..]), [strong("hội đồng quản trị")]);
    let texts = [("Số hoá dữ liệu (SHDL)", 1), ("Số hóa dữ liệu (SHDL)", 2)];
    assert_eq!(believed("SHDL", &texts), [strong("Số hóa dữ liệu")]);
    let texts = [
        ("phòng chống ma túy và tội phạm (PCMT&TP)", 2),
        ("phòng chống ma túy và tội phạm (PCMTTP)", 1),
    ];
    let found = [strong("phòng chống ma túy và tội phạm")];
    assert_eq!(believed("PCMT&TP", &texts), found);
    assert_eq!(believed("PCMTTP", &texts), []);
}

#[test]
fn foreign_letters_need_two_documents() {
    let name = "theo Hiệp hội Thương mại Hàn Quốc (KITA)";
    let twice = format!("{name}. Và {name}");
    assert_eq!(believed("KITA", &[(&twice, 1)]), []);
    let found = [strong("Hiệp hội Thương mại Hàn Quốc")];
    assert_eq!(believed("KITA", &[(name, 2)]), found);
    let too_early = "Nhiều năm nay Hiệp hội Thương mại Hàn Quốc (KITA)";
    assert_eq!(believed("KITA", &[(name, 3), (too_early, 1)]), found);
    assert_eq!(believed("KITA", &[(name, 1), (too_early, 1)]), found);
    // Nobody says that much and no more.
    let another = "Chiều nay Hiệp hội Thương mại Hàn Quốc (KITA)";
    assert_eq!(
        believed("KITA", &[(another, 1), (too_early, 1)]),
        [weak("Hiệp hội Thương mại Hàn Quốc")]
    );
}

#[test]
fn letters_known_to_be_initials_are_not_foreign() {
    let texts = [("tại Bệnh viện Chợ Rẫy (TP.HCM)", 5)];
    assert_eq!(
        believed("TP.HCM", &texts),
        [strong("Thành phố Hồ Chí Minh")]
    );
}

#[test]
fn documents_that_disagree() {
    let (council, schools) = ("hội đồng thi đua (HĐTĐ)", "hội đua thuyền đảo (HĐTĐ)");
    let (council_long, schools_long) = ("hội đồng thi đua", "hội đua thuyền đảo");
    assert_eq!(
        believed("HĐTĐ", &[(council, 2), (schools, 1)]),
        [weak(council_long), weak(schools_long)]
    );
    assert_eq!(
        believed("HĐTĐ", &[(council, 3), (schools, 1)]),
        [strong(council_long), weak(schools_long)]
    );
    // Three at most.
    let many = [
        ("an bình cường (ABC)", 1),
        ("anh ba cần (ABC)", 2),
        ("ao bèo cá (ABC)", 3),
        ("áo bà cũ (ABC)", 4),
    ];
    assert_eq!(
        believed("ABC", &many),
        [weak("anh ba cần"), weak("áo bà cũ"), weak("ao bèo cá")]
    );
}

#[test]
fn documents_against_the_built_in_list() {
    let command = "bộ chỉ huy (BCH)";
    assert_eq!(
        believed("BCH", &[(command, 1)]),
        [strong("Ban Chấp hành"), weak("bộ chỉ huy")]
    );
    assert_eq!(
        believed("BCH", &[(command, 4)]),
        [weak("Ban Chấp hành"), weak("bộ chỉ huy")]
    );
    assert_eq!(believed("BCH", &[(command, 9)]), [strong("bộ chỉ huy")]);
    // What the list calls ambiguous is settled earlier.
    assert_eq!(
        believed("HĐH", &[("hiện đại hóa (HĐH)", 2)]),
        [strong("hiện đại hóa")]
    );
}

#[test]
fn own_pairs_override_all_others() {
    let mut collector = Collector::default();
    for _ in 0..5 {
        collector.add_document(extract("khu công nghiệp (KCN), Đà Nẵng (DN)"));
    }
    collector.add_own("KCN", " Khoa Cấp cứu Nhi ");
    collector.add_own("DN", "Doanh nghiệp, Doanh nhân");
    collector.add_own("G20", "nhóm hai mươi");
    for (short, long) in [("", "không"), ("K", ""), ("K", "--")] {
        collector.add_own(short, long);
    }
    collector.add_own("LONG", &"dài ".repeat(17));
    let accepted = collector.accepted();
    assert_eq!(of(&accepted, "KCN"), [strong("Khoa Cấp cứu Nhi")]);
    assert_eq!(of(&accepted, "DN"), [strong("Doanh nghiệp, Doanh nhân")]);
    assert_eq!(of(&accepted, "G20"), [strong("nhóm hai mươi")]);
    for short in ["", "K", "LONG"] {
        assert_eq!(of(&accepted, short), []);
    }
}

#[test]
fn the_order_of_documents_is_of_no_consequence() {
    let texts = [
        "Hội đồng quản trị (HĐQT)",
        "hội đồng quản trị (HĐQT)",
        "Quỹ Tiền tệ Quốc tế (IMF), bộ chỉ huy (BCH)",
        "Quỹ Tiền tệ quốc tế (IMF)",
    ];
    let collect = |order: &[usize]| {
        let mut collector = Collector::default();
        let documents = order.iter().map(|at| extract(texts[*at]));
        documents.for_each(|found| collector.add_document(found));
        collector.accepted()
    };
    let accepted = collect(&[0, 1, 2, 3]);
    assert_eq!(accepted, collect(&[3, 1, 0, 2]));
    assert!(accepted.is_sorted_by_key(|pair| {
        let letters = khongdau_core::text::fold(&pair.short).replace(['&', '-', '.'], "");
        (letters, khongdau_core::text::fold(&pair.long))
    }));
}

/// Parentheses without end, and texts in which every place could begin an explanation.
#[test]
fn hostile_texts_take_no_longer() {
    for pattern in [
        "(",
        "(KCN)",
        "K(K",
        "viết tắt là ",
        "tắt",
        "Khu KCN (khu ",
        "ắ",
        "A.",
        "(A,B,",
    ] {
        let found = extract(&pattern.repeat(20_000));
        assert!(found.len() <= 20_000);
    }
}

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "(",
            ")",
            ", ",
            ". ",
            "KCN",
            "Khu",
            "công",
            "nghiệp",
            "viết tắt là ",
            "ta\u{306}\u{301}t",
            "Đ",
            "&",
            "\u{ad}",
            "Æ",
            "“",
            "là",
            "Hội",
            "và",
            "\u{301}",
            "ﬁ",
            "İ",
            "１",
        ])
        .prop_map(str::to_string),
        "\\PC{0,6}",
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.join(" ").replace("  ", ""))
}

proptest! {
    #[test]
    fn any_text_is_read(texts in prop::collection::vec(prop_oneof![pieces(), "(?s).{0,80}"], 1..6)) {
        let mut collector = Collector::default();
        for text in &texts {
            let found = extract(text);
            prop_assert!(found.iter().all(|pair| pair.short.chars().count() <= 12));
            collector.add_document(found);
            collector.add_own(text, text);
        }
        prop_assert!(!collector.accepted().is_empty());
    }

    /// Whatever stands in the fields, not only what was extracted.
    #[test]
    fn any_pairs_are_judged(pairs in prop::collection::vec(("\\PC{0,4}", "[A-Za-z ,đ]{0,20}", any::<bool>()), 0..12)) {
        let mut collector = Collector::default();
        for (short, long, gloss) in pairs {
            let kind = if gloss { Kind::Gloss } else { Kind::Initials };
            collector.add_document(vec![Acronym { short, long, kind }]);
        }
        prop_assert!(collector.accepted().len() >= 128);
    }
}
