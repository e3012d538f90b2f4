"""The grammar of a guideline's page as a Python-Markdown extension: citations and editors' notes."""

from __future__ import annotations

from markdown import Markdown
from pymdownx.blocks import BlocksExtension, BlocksProcessor

from site_plugins.guideline.citations import CITATION, CitationProcessor
from site_plugins.guideline.notes import EditorsNote


class GrammarExtension(BlocksExtension):  # type: ignore[misc]  # pymdownx has no type hints
    """Reads `[@key]` and `/// editors-note`; leaves numbers, links and views to others."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (Python-Markdown's name)
        """Register the citation syntax."""
        super().extendMarkdown(md)
        # Before links (160), which would otherwise read "[@key]" first; after code (190) and escapes (180).
        md.inlinePatterns.register(CitationProcessor(CITATION, md), "lumbar-citation", 175)

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: BlocksProcessor) -> None:  # noqa: N802
        """Register the note."""
        block_mgr.register(EditorsNote, self.getConfigs())
