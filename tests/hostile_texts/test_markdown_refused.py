"""What a text must not hold stops the build, with file, line and what is allowed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown

from site_plugins.guideline import ContentError, GuidelineExtension, Locator
from site_plugins.rendering.html_check import find_html_problems
from tests.guideline.tiny import Tiny
from tests.guideline.tiny_site import build

LINK = "is no address that a page may lead to; allowed: http, https, mailto, tel, and relative addresses."
TAG = "must not stand in a text; allowed: see “HTML in a text” in docs/guidelines.md."

REFUSED = [
    ("[a](javascript:run())", LINK),
    ("[a]( JavaScript:run())", LINK),
    ("[a](java&#115;cript&colon;run())", LINK),
    ("[a](&#x6A;avascript:run())", LINK),
    ("[a](<java\tscript:run()>)", LINK),
    ("[a](<\u00a0javascript:run()>)", LINK),
    ("[a](vbscript:run)", LINK),
    ("[a](data:text/html;base64,AAAA)", LINK),
    ("[a](blob:https://example.org/1)", LINK),
    ("[a](file:///etc/hosts)", LINK),
    ("[a][b]\n\n[b]: javascript:run()", LINK),
    ('<a href="javascript:run()">a</a>', LINK),
    ('<a href="&#106;ava&Tab;script:run()">a</a>', LINK),
    ("<A HREF=javascript:run()>a</A>", LINK),
    ('<q cite="javascript:run()">a</q>', LINK),
    ("[a](b.md){: href=javascript:run() }", LINK),
    ("![a](https://example.org/a.png)", "is no picture of this site"),
    ("![a](//example.org/a.png)", "is no picture of this site"),
    ("![a](data:image/svg+xml,AAAA)", "is no picture of this site"),
    ("<script>run()</script>", f"<script> {TAG}"),
    ("<SCRIPT SRC=a.js></SCRIPT>", f"<script> {TAG}"),
    ("a <script>run()</script>", f"<script> {TAG}"),
    ("<style>b {}</style>", f"<style> {TAG}"),
    ("<iframe src=a.html></iframe>", f"<iframe> {TAG}"),
    ("<object data=a></object>", f"<object> {TAG}"),
    ("<form action=a><button>b</button></form>", f"<form> {TAG}"),
    ("<meta http-equiv=refresh content=0>", f"<meta> {TAG}"),
    ("<base href=https://example.org>", f"<base> {TAG}"),
    ("<math><mtext></mtext></math>", f"<math> {TAG}"),
    ("<title>a</title>", f"<title> {TAG}"),
    ("<img src=a.png onerror=run()>", f"onerror of <img> {TAG}"),
    ("<b ONCLICK='run()'>a</b>", f"onclick of <b> {TAG}"),
    ("<div onclick=run() markdown>\n\na\n\n</div>", f"onclick of <div> {TAG}"),
    ("<svg/onload=run()>", "<svg/onload=run()>"),
    ("a **b**{: onclick=run() }", f"onclick of <strong> {TAG}"),
    ("<b style='color: red'>a</b>", f"style of <b> {TAG}"),
    ("<td style='background: url(a)'>a</td>", "style of <td> is “background: url(a)”"),
    ("<input type=text>", "type of <input> is “text”"),
    ("<!--> <img src=x onerror=run()> -->", "neither a tag nor a comment"),
    ("a <?php run() ?>", "neither a tag nor a comment"),
    ('<lumbar-placeholder n="1"></lumbar-placeholder>', f"<lumbar-placeholder> {TAG}"),
    ("a \x07 b", "holds the character U+0007, which no page can show; take it out."),
    ("a \x02 b", "holds the character U+0002, which no page can show; take it out."),
    ("a \x9b b", "holds the character U+009B, which no page can show; take it out."),
    ("a \ufdd0 b", "holds the character U+FDD0, which no page can show; take it out."),
    ("a \u2028 b", "holds the line break U+2028; write it on one line."),
    ("a \u202e b", "holds the mark of direction U+202E without its counterpart on the line;"),
    ("a \u2067 b", "holds the mark of direction U+2067 without its counterpart on the line;"),
    ("a \u202c b", "holds the mark of direction U+202C without its counterpart on the line;"),
]
ALLOWED = """\
[a](https://example.org/) [b](HTTP://example.org) [c](mailto:a@example.org) [d](tel:+49116117) [e](#top)
<f@example.org> <https://example.org/> <b>b</b> <sub>2</sub>H<br>O &mdash; 1 < 2 > 0 & `<script>` &lt;script&gt;

<!-- online -->
<div class="doors" markdown>

<a class="door" href="index.md" download>a</a>

</div>
<!-- /online -->

    <script>run()</script>

| a | b |
| -: | :- |
| 1 | 2 |

\u200fאב\u200e \u2067גד\u2069
{: .lead}
"""


def convert(folder: Path, text: str) -> str:
    """A page's HTML, by Python-Markdown alone."""
    file = folder / "a.md"
    file.write_text(text, encoding="utf-8")
    extension = GuidelineExtension(page="a.html", file=str(file))
    return markdown(text, extensions=["attr_list", "md_in_html", "tables", extension])


@pytest.mark.parametrize(("text", "message"), REFUSED)
def test_what_a_text_must_not_hold_is_refused_at_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ContentError) as caught:
        convert(tmp_path, f"First line\n\n{text}\n")
    [problem, *_others] = caught.value.problems
    assert message in problem.text
    assert problem.file == str(tmp_path / "a.md")
    assert problem.line == (5 if "\n[b]: " in text else 3)


def test_a_link_that_runs_stops_a_build_on_any_page(tiny: Tiny) -> None:
    tiny.page("about.md", "# About\n\nText.\n\n[a](JAVA&#115;CRIPT:run()) <b onclick=run()>b</b>\n")
    built = build(tiny)
    assert (built.exit_code, built.files) == (1, set())
    assert f"{tiny.content}/about.md:5:5: “JAVAsCRIPT:run()” {LINK}" in built.said
    assert f"{tiny.content}/about.md:5:28: onclick of <b> {TAG}" in built.said


def test_formatting_tables_and_links_that_lead_somewhere_are_kept(tmp_path: Path) -> None:
    html = convert(tmp_path, ALLOWED)
    assert "<script" not in html
    assert html.count("&lt;script&gt;") == 3


@given(st.text(alphabet="<>!-/ ab=\"'&;?[]`", max_size=40))
def test_what_is_no_allowed_tag_or_comment_never_passes(text: str) -> None:
    """Whatever passes has no sign of a tag left when the allowed tags and comments are taken out."""
    problems = list(find_html_problems(text, Locator("a.md", text.split("\n"))))
    if not problems and "<" in text:
        assert all(rest[1:2].isalpha() or rest[1:2] == "/" or rest.startswith("<!--") for rest in _from_signs(text))


def _from_signs(text: str) -> list[str]:
    outside = text
    while "<!--" in outside and "-->" in outside.partition("<!--")[2]:
        before, _sign, after = outside.partition("<!--")
        outside = before + after.partition("-->")[2]
    return [outside[at:] for at, sign in enumerate(outside) if sign == "<"]
