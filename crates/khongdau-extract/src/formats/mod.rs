//! Everything but HTML that holds articles.
