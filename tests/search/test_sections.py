"""What is found of a page: its own text, section by section, and nothing that is found as something else."""

from __future__ import annotations

from site_plugins.search import Entry, page_entries

URL = "about/index.html"


def sections(html: str) -> list[Entry]:
    return list(page_entries(URL, "About", html))


def texts(html: str) -> dict[str, str]:
    return {entry.url.removeprefix(URL): entry.text for entry in sections(html)}


def test_a_page_is_found_section_by_section() -> None:
    html = """
        <h1 id="about">About this site<a class="headerlink" href="#about" title="Link">#</a></h1>
        <p>Who made it.</p>
        <h2 id="privacy">Privacy</h2>
        <p>Nothing is <em>sent</em>.</p><p>Ever.</p>
    """
    assert texts(html) == {"#about": "Who made it.", "#privacy": "Nothing is sent. Ever."}
    assert [(entry.title, entry.section, entry.place) for entry in sections(html)] == [
        ("About this site", "About this site", "About"),
        ("Privacy", "Privacy", "About"),
    ]


def test_a_heading_alone_is_found_too() -> None:
    assert texts('<h2 id="pitfalls">Pitfalls</h2><ul><li class="statement">Do NOT.</li></ul>') == {"#pitfalls": ""}


def test_text_before_the_first_heading_and_a_page_without_one_are_the_page() -> None:
    assert texts("<p>First.</p><h2 id='a'>A</h2><p>Then.</p>") == {"": "First.", "#a": "Then."}
    assert texts("<p>Alone.</p>") == {"": "Alone."}
    assert [entry.title for entry in sections("<p>Alone.</p>")] == ["About"]
    assert texts("") == {"": ""}


def test_a_heading_that_cannot_be_linked_to_is_text_of_what_is_above_it() -> None:
    assert texts("<h2 id='a'>A</h2><h3>Small</h3><p>More.</p>") == {"#a": "Small More."}


def test_what_is_found_as_something_else_is_no_text_of_the_page() -> None:
    html = """
        <h2 id="a">A</h2>
        <p class="statement statement--do" id="move">A statement <sup class="citations">1</sup></p>
        <p>Before <span class="statement">one within</span> after.</p>
        <aside class="editors-note editors"><p>A note.</p></aside>
        <details class="layer editors"><summary>What it rests on</summary><p>Layer.</p></details>
        <div class="reference-list"><ol class="references"><li>A reference.</li></ol></div>
        <ul class="plain-language"><li>Plain words.</li></ul>
        <p>Rests on <sup class="citations"><a>3</a></sup> this.</p>
        <script>let code;</script><style>p {}</style><noscript>No scripts.</noscript><p hidden>Not shown.</p>
    """
    assert texts(html) == {"#a": "Before after. Rests on this."}


def test_a_class_that_only_begins_alike_is_text() -> None:
    assert texts('<p class="statements-of-use">Kept.</p>') == {"": "Kept."}


def test_words_of_neighbouring_blocks_do_not_run_together() -> None:
    html = "<dl><dt>Version</dt><dd>1.0</dd></dl><table><tr><td>one</td><td>two</td></tr></table>three<br>four"
    assert texts(html) == {"": "Version 1.0 one two three four"}


def test_text_is_read_as_it_is_shown() -> None:
    assert texts("<p>5 &lt; 6 &amp; “é” <code>[@key]</code> <!-- no --></p>") == {"": "5 < 6 & “é” [@key]"}
