//! Text that stands for nothing but itself in HTML and SVG.

/// What a text is written as, between tags or in a quoted attribute.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_opens_a_tag_or_ends_an_attribute() {
        assert_eq!(
            escape(r#"<script src='x'>&"über"</script>"#),
            "&lt;script src=&#39;x&#39;&gt;&amp;&quot;über&quot;&lt;/script&gt;"
        );
    }
}
