"""Typed text and kept HTML: there and back without loss."""

import pytest

from launches.content import clean_html
from launches.prose import to_html, to_text


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("One", "<p>One</p>"),
        ("One\nTwo", "<p>One<br/>Two</p>"),
        ("One\n\n\nTwo", "<p>One</p><p>Two</p>"),
        ("## Why\n\nText", "<h2>Why</h2><p>Text</p>"),
        ("### Deep", "<h3>Deep</h3>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("A **bold** and *slanted* word", "<p>A <b>bold</b> and <i>slanted</i> word</p>"),
        ("2*3*4 and 5 * 6", "<p>2*3*4 and 5 * 6</p>"),
        (
            "[us](https://x.example/?a=1&b=2)",
            '<p><a href="https://x.example/?a=1&amp;b=2">us</a></p>',
        ),
        ("[no](javascript:alert(1))", "<p>[no](javascript:alert(1))</p>"),
        ("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>"),
        ("a & b &amp; c", "<p>a &amp; b &amp;amp; c</p>"),
        ("中文，第一段。\n\n第二段。", "<p>中文，第一段。</p><p>第二段。</p>"),
    ],
)
def test_typed_text_becomes_html_that_the_house_lets_through(text, html):
    assert to_html(text) == html
    assert to_html(to_text(clean_html(html))) == html


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (
            '<p data-block-key="a">One</p>\n<p data-block-key="b"><b>Two</b> three</p>',
            "One\n\n**Two** three",
        ),
        ("<h2>Head</h2><ul><li>a <i>b</i></li><li>c</li></ul>", "## Head\n\n- a *b*\n- c"),
        ("<ol><li>a</li></ol><p>after</p>", "1. a\n\nafter"),
        ("<p>a<br/>b</p>", "a\nb"),
        ("<p>un<b>closed", "un**closed"),
        ("no tags at all", "no tags at all"),
    ],
)
def test_what_the_desk_wrote_is_shown_as_text(html, text):
    assert to_text(html) == text
