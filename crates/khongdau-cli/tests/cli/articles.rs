//! Articles to test with, written for it.

use crate::run::Place;

/// Three lines of JSONL that use every field, and leave out what may be left out.
pub const JSONL: &str = r#"{"id":"duong-lay","url":"/duong-lay.html","title":"Đường lầy lội 🌧️ vào mùa mưa","date":"13/6/2023","source":"Báo Thử nghiệm","text":"Con đường vào xã lầy lội suốt mùa mưa.\nNgười dân mong đường sớm được sửa.","extra":{"ignored":[1]}}

{"id":42,"title":"Khu công nghiệp mới","text":"Khu công nghiệp được khởi công hôm nay."}
{"id":"nfd","title":null,"date":"","text":"Thu\u031b\u0301 ba ho\u0323p chơ\u0323\nChợ phiên họp mỗi tuần một lần."}
"#;

pub const FIRST: &str = "Chợ nổi trên sông\n\nChợ nổi họp từ sáng sớm, thuyền ghe tấp nập.\n";
pub const SECOND: &str = "Mùa nước nổi\n\nNước về, đồng ruộng thành biển, cá linh đầy đồng.\n";

impl Place {
    /// The folder `articles` with two articles, one in a folder of its own, and files to ignore.
    pub fn with_folder() -> Place {
        let place = Place::new();
        place
            .file("articles/b.txt", FIRST)
            .file("articles/a/nước.txt", SECOND);
        place
            .file("articles/notes.doc", "not an article")
            .file("articles/.hidden.txt", "nor this");
        place.file("articles/.git/c.txt", "nor this");
        place
    }

    /// `news.jsonl`, and `news.kdx` made of it.
    pub fn with_index() -> Place {
        let place = Place::new();
        place
            .file("news.jsonl", JSONL)
            .run(&["index", "news.jsonl", "-o", "news.kdx"])
            .ok();
        place
    }
}
