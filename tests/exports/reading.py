"""Reading QR codes back from pixels, by zxing-cpp: a reader that shares no code with the encoder."""

from __future__ import annotations

import re
from typing import Any

import zxingcpp
from lxml import etree
from PIL import Image


def read_codes(image: Image.Image) -> list[Any]:
    """What a reader sees in a picture: each code's text and how it is written."""
    return [
        code for code in zxingcpp.read_barcodes(image.convert("L")) if code.format == zxingcpp.BarcodeFormat.QRCode
    ]


def drawn(picture: str, pixels: int = 4) -> Image.Image:
    """The pixels of a QR code's SVG, so many to a module: its boxes, read and painted by these lines alone."""
    root = etree.fromstring(picture)
    _, _, modules, height = (int(part) for part in root.get("viewBox", "").split())
    assert modules == height
    image = Image.new("L", (modules, modules), 255)
    _, dark = root.iter("path")
    boxes = re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", dark.get("d", ""))
    assert "".join(f"M{x} {y}h{w}v1h-{w}z" for x, y, w in boxes) == dark.get("d")
    for x, y, width in boxes:
        image.paste(0, (int(x), int(y), int(x) + int(width), int(y) + 1))
    return image.resize((modules * pixels, modules * pixels), Image.Resampling.NEAREST)
