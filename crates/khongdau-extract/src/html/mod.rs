//! Web pages to articles.
