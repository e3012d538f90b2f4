"""The pages of the built site."""

from __future__ import annotations

ADDRESSES = (
    "/index.html",
    "/guidelines/low-back-pain-next-steps/index.html",
    "/guidelines/low-back-pain-next-steps/patient/index.html",
    "/calculator/index.html",
    "/calculator/paper/index.html",
    "/references/index.html",
    "/search/index.html",
    "/about/index.html",
    "/download/index.html",
    "/404.html",
)
