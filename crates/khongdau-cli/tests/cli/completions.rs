//! `khongdau completions` and `khongdau man`: every command is in them.

use crate::run::Place;

const COMMANDS: [&str; 6] = ["index", "search", "pack", "serve", "check", "completions"];

#[test]
fn shells_complete_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = Place::new().run(&["completions", shell]).ok();
        assert_eq!(script.stderr, "");
        for command in COMMANDS {
            assert!(script.stdout.contains(command), "{shell}: {command}");
        }
        assert!(script.stdout.contains("slow-3g"), "{shell}");
    }
    let ran = Place::new().run(&["completions", "cmd"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("powershell"), "{ran:#?}");
}

#[test]
fn manual_pages_are_printed_and_written() {
    let place = Place::new();
    let page = place.run(&["man"]).ok().stdout;
    assert!(page.contains(".TH khongdau 1"), "{page}");
    place.run(&["man", "--output", "man/man1"]).ok();
    let main = place.read("man/man1/khongdau.1");
    assert_eq!(String::from_utf8(main).unwrap().matches(".TH").count(), 1);
    for command in COMMANDS {
        let page = place.read(&format!("man/man1/khongdau-{command}.1"));
        assert!(!page.is_empty(), "{command}");
    }
    place.file("file", "");
    place
        .run(&["man", "-o", "file"])
        .fails(&["file: cannot be made"]);
}
