//! Short forms that everybody knows and nobody explains.
//!
//! From the names of Vietnamese institutions, the abbreviations of official documents (decree
//! 30/2020/NĐ-CP) and the usage of the press. Ministries bear their names of before 2025, as
//! the articles do; a site adds its own pairs.

/// How far a short form of the list may be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Stands for its long form wherever it stands.
    Strong,
    /// Stands for other things as well.
    Ambiguous,
    /// Its letters come from another language.
    Foreign,
}

/// The whole list: short form, long form, class.
pub fn built_in() -> impl Iterator<Item = (&'static str, &'static str, Class)> {
    let of_class = |list: &'static [(&'static str, &'static str)], class| {
        list.iter().map(move |(short, long)| (*short, *long, class))
    };
    of_class(STRONG, Class::Strong)
        .chain(of_class(AMBIGUOUS, Class::Ambiguous))
        .chain(of_class(FOREIGN, Class::Foreign))
}

const STRONG: &[(&str, &str)] = &[
    ("UBND", "Ủy ban nhân dân"),
    ("HĐND", "Hội đồng nhân dân"),
    ("UBTVQH", "Ủy ban Thường vụ Quốc hội"),
    ("ĐBQH", "đại biểu Quốc hội"),
    ("MTTQ", "Mặt trận Tổ quốc"),
    ("TW", "Trung ương"),
    ("TƯ", "Trung ương"),
    ("BCH", "Ban Chấp hành"),
    ("BCHTW", "Ban Chấp hành Trung ương"),
    ("BCĐ", "Ban Chỉ đạo"),
    ("VPCP", "Văn phòng Chính phủ"),
    ("TAND", "Tòa án nhân dân"),
    ("TANDTC", "Tòa án nhân dân tối cao"),
    ("VKSND", "Viện kiểm sát nhân dân"),
    ("XHCN", "xã hội chủ nghĩa"),
    ("CHXHCN", "Cộng hòa xã hội chủ nghĩa"),
    ("ĐCSVN", "Đảng Cộng sản Việt Nam"),
    ("TTXVN", "Thông tấn xã Việt Nam"),
    ("NHNN", "Ngân hàng Nhà nước"),
    ("LHQ", "Liên hợp quốc"),
    ("LHQ", "Liên hiệp quốc"),
    ("BTTTT", "Bộ Thông tin và Truyền thông"),
    ("BGDĐT", "Bộ Giáo dục và Đào tạo"),
    ("BKHCN", "Bộ Khoa học và Công nghệ"),
    ("BKHĐT", "Bộ Kế hoạch và Đầu tư"),
    ("BTNMT", "Bộ Tài nguyên và Môi trường"),
    ("BNNPTNT", "Bộ Nông nghiệp và Phát triển nông thôn"),
    ("BGTVT", "Bộ Giao thông vận tải"),
    ("BLĐTBXH", "Bộ Lao động Thương binh và Xã hội"),
    ("BVHTTDL", "Bộ Văn hóa Thể thao và Du lịch"),
    ("BYT", "Bộ Y tế"),
    ("BXD", "Bộ Xây dựng"),
    ("BNV", "Bộ Nội vụ"),
    ("BTP", "Bộ Tư pháp"),
    ("BQP", "Bộ Quốc phòng"),
    ("BCA", "Bộ Công an"),
    ("KCN", "khu công nghiệp"),
    ("KCX", "khu chế xuất"),
    ("CCN", "cụm công nghiệp"),
    ("KKT", "khu kinh tế"),
    ("KCNC", "khu công nghệ cao"),
    ("KĐT", "khu đô thị"),
    ("CNH", "công nghiệp hóa"),
    ("CNH-HĐH", "công nghiệp hóa hiện đại hóa"),
    ("CMCN", "cách mạng công nghiệp"),
    ("KHCN", "khoa học công nghệ"),
    ("KHCN", "khoa học và công nghệ"),
    ("ĐMST", "đổi mới sáng tạo"),
    ("CNTT", "công nghệ thông tin"),
    ("CĐS", "chuyển đổi số"),
    ("CSDL", "cơ sở dữ liệu"),
    ("TTĐT", "thông tin điện tử"),
    ("DVC", "dịch vụ công"),
    ("DVCTT", "dịch vụ công trực tuyến"),
    ("TTHC", "thủ tục hành chính"),
    ("CCHC", "cải cách hành chính"),
    ("VBQPPL", "văn bản quy phạm pháp luật"),
    ("QPPL", "quy phạm pháp luật"),
    ("CBCCVC", "cán bộ công chức viên chức"),
    ("DNNN", "doanh nghiệp nhà nước"),
    ("DNNVV", "doanh nghiệp nhỏ và vừa"),
    ("HTX", "hợp tác xã"),
    ("TNHH", "trách nhiệm hữu hạn"),
    ("CTCP", "công ty cổ phần"),
    ("NĐT", "nhà đầu tư"),
    ("XNK", "xuất nhập khẩu"),
    ("KT-XH", "kinh tế xã hội"),
    ("QP-AN", "quốc phòng an ninh"),
    ("ANQP", "an ninh quốc phòng"),
    ("ANTT", "an ninh trật tự"),
    ("ATGT", "an toàn giao thông"),
    ("ATTP", "an toàn thực phẩm"),
    ("PCCC", "phòng cháy chữa cháy"),
    ("PCTT", "phòng chống thiên tai"),
    ("CSGT", "cảnh sát giao thông"),
    ("NSNN", "ngân sách nhà nước"),
    ("GPMB", "giải phóng mặt bằng"),
    ("QSDĐ", "quyền sử dụng đất"),
    ("BĐS", "bất động sản"),
    ("NTM", "nông thôn mới"),
    ("NN&PTNT", "Nông nghiệp và Phát triển nông thôn"),
    ("TN&MT", "Tài nguyên và Môi trường"),
    ("GD&ĐT", "Giáo dục và Đào tạo"),
    ("KH&CN", "Khoa học và Công nghệ"),
    ("KH&ĐT", "Kế hoạch và Đầu tư"),
    ("TT&TT", "Thông tin và Truyền thông"),
    ("LĐTBXH", "Lao động Thương binh và Xã hội"),
    ("VHTTDL", "Văn hóa Thể thao và Du lịch"),
    ("GTVT", "giao thông vận tải"),
    ("BHXH", "bảo hiểm xã hội"),
    ("BHYT", "bảo hiểm y tế"),
    ("BHTN", "bảo hiểm thất nghiệp"),
    ("NLĐ", "người lao động"),
    ("THPT", "trung học phổ thông"),
    ("THCS", "trung học cơ sở"),
    ("ĐBSCL", "Đồng bằng sông Cửu Long"),
    ("TPHCM", "Thành phố Hồ Chí Minh"),
    ("HCM", "Hồ Chí Minh"),
];

const AMBIGUOUS: &[(&str, &str)] = &[
    ("BCT", "Bộ Chính trị"),
    ("BCT", "Bộ Công Thương"),
    ("CP", "Chính phủ"),
    ("CP", "cổ phần"),
    ("BTC", "Bộ Tài chính"),
    ("BTC", "Ban Tổ chức"),
    ("HĐH", "hiện đại hóa"),
    ("HĐH", "hệ điều hành"),
    ("DN", "doanh nghiệp"),
    ("DN", "Đà Nẵng"),
    ("DN", "Đồng Nai"),
    ("TP", "thành phố"),
    ("TX", "thị xã"),
];

const FOREIGN: &[(&str, &str)] = &[
    ("TTgCP", "Thủ tướng Chính phủ"),
    ("TTg", "Thủ tướng Chính phủ"),
    ("TTg", "Thủ tướng"),
    ("VCCI", "Liên đoàn Thương mại và Công nghiệp Việt Nam"),
    ("FDI", "đầu tư trực tiếp nước ngoài"),
    ("ODA", "hỗ trợ phát triển chính thức"),
    ("GDP", "tổng sản phẩm trong nước"),
    ("GDP", "tổng sản phẩm quốc nội"),
    ("GRDP", "tổng sản phẩm trên địa bàn"),
    ("PCI", "chỉ số năng lực cạnh tranh cấp tỉnh"),
    ("PGI", "chỉ số xanh cấp tỉnh"),
    ("PPP", "đối tác công tư"),
    ("CPI", "chỉ số giá tiêu dùng"),
    ("IIP", "chỉ số sản xuất công nghiệp"),
    ("R&D", "nghiên cứu và phát triển"),
    ("R&D", "nghiên cứu phát triển"),
    ("AI", "trí tuệ nhân tạo"),
    ("WTO", "Tổ chức Thương mại Thế giới"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::acronyms::{Kind, extract};

    #[test]
    fn the_list_is_complete() {
        let count = |class| built_in().filter(|entry| entry.2 == class).count();
        let counts = [Class::Strong, Class::Ambiguous, Class::Foreign].map(count);
        assert_eq!(counts, [98, 13, 18]);
    }

    #[test]
    fn what_is_not_foreign_is_spelled_by_initials() {
        for (short, long, class) in built_in() {
            let found = extract(&format!("{long} ({short})"));
            let initials = found.iter().any(|found| {
                (&found.short[..], &found.long[..], found.kind) == (short, long, Kind::Initials)
            });
            assert_eq!(initials, class != Class::Foreign, "{short}");
        }
    }
}
