//! What to tell servers. docs/DEPLOYING.md has the same lines; the tests compare them.

use crate::cli::Language;
use anyhow::Context;
use std::fs;
use std::io::Write;
use std::path::Path;

/// A server whose settings we know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Server {
    Iis,
    Apache,
    Nginx,
}

/// In the first lines of every file of ours: what has it may be replaced.
const MARK: &str = "khongdau check";

/// Each extension is taken out before it is put in, because one that is there twice is an error
/// 500.19, and which ones IIS knows differs by version.
const IIS: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<!-- Written by khongdau check: types that IIS lacks, and copies that browsers ask about. -->
<configuration>
  <system.webServer>
    <staticContent>
      <remove fileExtension=".json" />
      <mimeMap fileExtension=".json" mimeType="application/json" />
      <remove fileExtension=".bin" />
      <mimeMap fileExtension=".bin" mimeType="application/octet-stream" />
      <remove fileExtension=".wasm" />
      <mimeMap fileExtension=".wasm" mimeType="application/wasm" />
      <remove fileExtension=".svg" />
      <mimeMap fileExtension=".svg" mimeType="image/svg+xml" />
      <remove fileExtension=".webmanifest" />
      <mimeMap fileExtension=".webmanifest" mimeType="application/manifest+json" />
      <clientCache cacheControlMode="DisableCache" />
    </staticContent>
    <urlCompression doStaticCompression="true" />
  </system.webServer>
  <!-- The folders of a sharded index: what a name in them holds never changes. -->
  <location path="t"><system.webServer><staticContent>
    <clientCache cacheControlMode="UseMaxAge" cacheControlMaxAge="365.00:00:00" />
  </staticContent></system.webServer></location>
  <location path="p"><system.webServer><staticContent>
    <clientCache cacheControlMode="UseMaxAge" cacheControlMaxAge="365.00:00:00" />
  </staticContent></system.webServer></location>
  <location path="l"><system.webServer><staticContent>
    <clientCache cacheControlMode="UseMaxAge" cacheControlMaxAge="365.00:00:00" />
  </staticContent></system.webServer></location>
  <location path="a"><system.webServer><staticContent>
    <clientCache cacheControlMode="UseMaxAge" cacheControlMaxAge="365.00:00:00" />
  </staticContent></system.webServer></location>
  <location path="c"><system.webServer><staticContent>
    <clientCache cacheControlMode="UseMaxAge" cacheControlMaxAge="365.00:00:00" />
  </staticContent></system.webServer></location>
  <location path="k"><system.webServer><staticContent>
    <clientCache cacheControlMode="UseMaxAge" cacheControlMaxAge="365.00:00:00" />
  </staticContent></system.webServer></location>
</configuration>
"#;

const APACHE: &str = r#"# Written by khongdau check: types, compression, and how long copies are kept.
AddType application/json .json
AddType application/octet-stream .bin
AddType application/wasm .wasm
AddType application/manifest+json .webmanifest
<IfModule mod_deflate.c>
<IfModule mod_filter.c>
  AddOutputFilterByType DEFLATE text/html text/css text/javascript application/javascript application/json application/manifest+json application/wasm application/octet-stream image/svg+xml
</IfModule>
</IfModule>
<IfModule mod_headers.c>
  Header set Cache-Control "no-cache"
  # The tag of a compressed answer ends in -gzip, and Apache does not know it again without this.
  RequestHeader edit "If-None-Match" "-gzip\"" "\""
  # Names with a hash: what they hold never changes.
  <IfModule mod_setenvif.c>
    SetEnvIf Request_URI "(-[0-9a-f]{16}|/[a-z]/[0-9a-f]{8}(/[0-9]+)?)\.bin$" KHONGDAU_FOR_GOOD
  </IfModule>
  Header set Cache-Control "public, max-age=31536000, immutable" env=KHONGDAU_FOR_GOOD
</IfModule>
"#;

const NGINX: &str = r#"# Written by khongdau check, for the server block: types, compression, and how long copies are kept.
# ^~ keeps rules for all .js or .png files of the site away from here.
location ^~ /FOLDER/ {
  gzip on;
  gzip_types text/css text/javascript application/javascript application/json application/manifest+json application/wasm application/octet-stream image/svg+xml;
  add_header Cache-Control no-cache;

  location ~ \.wasm$ {
    types { }
    default_type application/wasm;
    add_header Cache-Control no-cache;
  }
  location ~ \.webmanifest$ {
    types { }
    default_type application/manifest+json;
    add_header Cache-Control no-cache;
  }
  # Names with a hash: what they hold never changes.
  location ~ "(-[0-9a-f]{16}|/[a-z]/[0-9a-f]{8}(/[0-9]+)?)\.bin$" {
    add_header Cache-Control "public, max-age=31536000, immutable";
  }
}
"#;

/// The settings for a packed folder of this name.
pub fn text(server: Server, folder: &str) -> String {
    match server {
        Server::Iis => IIS.to_owned(),
        Server::Apache => APACHE.to_owned(),
        Server::Nginx => {
            let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.~/".contains(c);
            let is_name = !folder.is_empty() && folder.chars().all(is_plain);
            NGINX.replace("FOLDER", if is_name { folder } else { "tim-kiem" })
        }
    }
}

/// The server that a folder on a disk seems to be for: by what is in it, or beside it.
pub fn guess(folder: &Path) -> Option<Server> {
    let folder = folder.canonicalize().ok()?;
    let places = [Some(folder.as_path()), folder.parent()];
    let has = |name: &str| {
        places
            .iter()
            .flatten()
            .any(|place| place.join(name).is_file())
    };
    match (has("web.config"), has(".htaccess")) {
        (true, false) => Some(Server::Iis),
        (false, true) => Some(Server::Apache),
        _ => None,
    }
}

/// The server by what it calls itself in `Server`.
pub fn by_header(value: &str) -> Option<Server> {
    let value = value.to_ascii_lowercase();
    let is = |name: &str| value.contains(name);
    if is("iis") {
        Some(Server::Iis)
    } else if is("apache") || is("litespeed") {
        Some(Server::Apache)
    } else if is("nginx") || is("openresty") || is("tengine") {
        Some(Server::Nginx)
    } else {
        None
    }
}

/// Writes web.config or .htaccess into the folder, whole or not at all; returns what to tell.
///
/// Errs for nginx, which reads no file in a folder, and where somebody else's file is there unless
/// `force`.
pub fn write(
    server: Server,
    folder: &Path,
    force: bool,
    language: Language,
) -> anyhow::Result<String> {
    let name = match server {
        Server::Iis => "web.config",
        Server::Apache => ".htaccess",
        Server::Nginx => anyhow::bail!(
            "nginx reads no file in a folder: leave --write out and put the lines into its server block"
        ),
    };
    let path = folder.join(name);
    let shown = path.display();
    if let Ok(old) = fs::read(&path) {
        let is_ours = String::from_utf8_lossy(&old).contains(MARK);
        anyhow::ensure!(
            is_ours || force,
            "{shown}: somebody else wrote it: add the lines by hand (--server without --write \
             prints them), or replace it with --force"
        );
    }
    replace(folder, &path, text(server, "").as_bytes())
        .with_context(|| format!("{shown}: cannot be written"))?;
    Ok(written(&shown.to_string(), server, language))
}

/// Through a temporary neighbour: IIS answers 500 while it sees half a web.config.
fn replace(folder: &Path, path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As any new file, less the umask: a web server must be able to read it.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut temporary = builder
        .prefix(".khongdau-")
        .suffix(".tmp")
        .tempfile_in(folder)?;
    temporary.write_all(bytes)?;
    temporary.persist(path)?;
    Ok(())
}

fn written(path: &str, server: Server, language: Language) -> String {
    match (language, server) {
        (Language::Vi, Server::Iis) => format!(
            "Đã ghi {path}. Lần sau đóng gói vào thư mục này, thêm --force để giữ lại tệp.\n"
        ),
        (Language::En, Server::Iis) => {
            format!(
                "Wrote {path}. To pack into this folder again, add --force: it keeps the file.\n"
            )
        }
        (Language::Vi, _) => format!("Đã ghi {path}.\n"),
        (Language::En, _) => format!("Wrote {path}.\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_says_whose_it_is() {
        for server in [Server::Iis, Server::Apache, Server::Nginx] {
            assert!(text(server, "x").contains(MARK));
        }
    }

    #[test]
    fn names_go_into_nginx_only_if_they_are_harmless() {
        assert!(text(Server::Nginx, "kho-2024").contains("location ^~ /kho-2024/ {"));
        assert!(text(Server::Nginx, "a { return 1; }").contains("location ^~ /tim-kiem/ {"));
    }

    #[test]
    fn servers_by_their_names() {
        assert_eq!(by_header("Microsoft-IIS/8.5"), Some(Server::Iis));
        assert_eq!(by_header("Apache/2.4.57 (Debian)"), Some(Server::Apache));
        assert_eq!(by_header("nginx"), Some(Server::Nginx));
        assert_eq!(by_header("cloudflare"), None);
    }
}
