//! What made a site: by the files that it leaves, or by what its pages say of themselves.

use std::path::Path;

/// A program that makes sites.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Maker {
    pub name: &'static str,
    pub kind: Kind,
}

/// Where its pages are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// In a database: there are no files to read.
    Database,
    /// In this folder once it is built, from a project beside it.
    Built(&'static str),
    /// In the folder itself.
    Pages,
}

/// Files or folders of a project or an installation. All of a line must be there.
const BY_FILES: &[(&[&str], Maker)] = &[
    (&["wp-content"], maker("WordPress", Kind::Database)),
    (&["wp-config.php"], maker("WordPress", Kind::Database)),
    (
        &["DesktopModules", "Portals"],
        maker("DotNetNuke", Kind::Database),
    ),
    (&["_layouts"], maker("SharePoint", Kind::Database)),
    (&["_catalogs"], maker("SharePoint", Kind::Database)),
    (
        &["administrator", "configuration.php"],
        maker("Joomla", Kind::Database),
    ),
    (&["core/lib/Drupal.php"], maker("Drupal", Kind::Database)),
    (
        &["sites/default/settings.php"],
        maker("Drupal", Kind::Database),
    ),
    (&["hugo.toml"], maker("Hugo", Kind::Built("public"))),
    (&["hugo.yaml"], maker("Hugo", Kind::Built("public"))),
    (
        &["archetypes", "config.toml"],
        maker("Hugo", Kind::Built("public")),
    ),
    (&["astro.config.mjs"], maker("Astro", Kind::Built("dist"))),
    (&["astro.config.ts"], maker("Astro", Kind::Built("dist"))),
    (&["next.config.js"], maker("Next", Kind::Built("out"))),
    (&["next.config.mjs"], maker("Next", Kind::Built("out"))),
    (&["next.config.ts"], maker("Next", Kind::Built("out"))),
    (
        &["docusaurus.config.js"],
        maker("Docusaurus", Kind::Built("build")),
    ),
    (
        &["docusaurus.config.ts"],
        maker("Docusaurus", Kind::Built("build")),
    ),
    (&["mkdocs.yml"], maker("MkDocs", Kind::Built("site"))),
    (
        &["gatsby-config.js"],
        maker("Gatsby", Kind::Built("public")),
    ),
    (&[".eleventy.js"], maker("Eleventy", Kind::Built("_site"))),
    (
        &["eleventy.config.js"],
        maker("Eleventy", Kind::Built("_site")),
    ),
    (
        &["_config.yml", "_posts"],
        maker("Jekyll", Kind::Built("_site")),
    ),
    (&["_next"], maker("Next", Kind::Pages)),
    (&["_astro"], maker("Astro", Kind::Pages)),
];

/// What pages have in them, in lower case: of the `generator`, or of the paths that only one makes.
const BY_PAGES: &[(&str, Maker)] = &[
    ("content=\"wordpress", maker("WordPress", Kind::Pages)),
    ("/wp-content/", maker("WordPress", Kind::Pages)),
    ("content=\"joomla", maker("Joomla", Kind::Pages)),
    ("content=\"drupal", maker("Drupal", Kind::Pages)),
    ("content=\"dotnetnuke", maker("DotNetNuke", Kind::Pages)),
    ("/desktopmodules/", maker("DotNetNuke", Kind::Pages)),
    (
        "content=\"microsoft sharepoint",
        maker("SharePoint", Kind::Pages),
    ),
    ("/_layouts/", maker("SharePoint", Kind::Pages)),
    ("content=\"hugo", maker("Hugo", Kind::Pages)),
    ("content=\"astro", maker("Astro", Kind::Pages)),
    ("content=\"docusaurus", maker("Docusaurus", Kind::Pages)),
    ("content=\"mkdocs", maker("MkDocs", Kind::Pages)),
    ("content=\"gatsby", maker("Gatsby", Kind::Pages)),
    ("content=\"jekyll", maker("Jekyll", Kind::Pages)),
    ("content=\"eleventy", maker("Eleventy", Kind::Pages)),
    ("/_next/static/", maker("Next", Kind::Pages)),
    (
        "name=\"__viewstate\"",
        maker("ASP.NET WebForms", Kind::Pages),
    ),
];

const fn maker(name: &'static str, kind: Kind) -> Maker {
    Maker { name, kind }
}

/// By what is in the folder.
pub fn by_files(folder: &Path) -> Option<Maker> {
    let has_all = |names: &[&str]| {
        names
            .iter()
            .all(|name| crate::disk::exists(&folder.join(name)))
    };
    let found = BY_FILES.iter().find(|(names, _)| has_all(names));
    found.map(|(_, maker)| *maker)
}

/// By a page's source, in lower case.
pub fn by_page(html: &str) -> Option<Maker> {
    let found = BY_PAGES.iter().find(|(mark, _)| html.contains(mark));
    found.map(|(_, maker)| *maker)
}
