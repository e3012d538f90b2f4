"""What every picture promises, and reading one back."""

from __future__ import annotations

from lxml import etree


def read(picture: str) -> etree._Element:
    """The picture as elements, after what every picture must be."""
    root = etree.fromstring(picture)
    assert root.tag == "svg"
    assert root.get("role") == "img"
    assert root[0].tag == "title"
    assert root[0].text
    # No address, no id that could clash, no script, no style: nothing that a strict page would refuse.
    forbidden = {"style", "id", "href", "onclick", "fill", "stroke"}
    assert not [node for node in root.iter() if forbidden & set(node.attrib)]
    _, top, width, height = (float(part) for part in root.get("viewBox", "").split())
    for node in root.iter("text"):
        assert 0 <= float(node.get("x", "nan")) <= width
        assert top <= float(node.get("y", "nan")) <= top + height
    return root


def said(root: etree._Element) -> list[str]:
    """Every line of text in a picture."""
    return [node.text or "" for node in root.iter("text")]
