"""The MkDocs plugin: it only wires the modules' functions to MkDocs' events."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from site_plugins import calculator_page, guideline, runtime, theme
from site_plugins.guideline import ContentError, Problem


class LumbarPlugin(BasePlugin):  # type: ignore[type-arg,no-untyped-call]  # it has no options
    """Makes guidelines, the calculator and its runtime part of an MkDocs site."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read every guideline first, so that all their problems are reported at once."""
        self._problems: list[Problem] = []
        self._cited: set[tuple[str, str]] = set()
        self._project = Path(config.config_file_path).parent
        guideline.library_at.cache_clear()
        self._library = guideline.library_at(config.docs_dir)
        try:
            self._library.guidelines()
        except ContentError as error:
            raise PluginError(str(error)) from error
        for extension in ("lumbar_guideline", "lumbar_calculator"):
            config.mdx_configs.setdefault(extension, {})["content"] = config.docs_dir
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add the published data, the scripts, the style sheets and the runtime."""
        for folder, assets in (("assets/calculator", calculator_page.ASSETS), ("assets/theme", theme.ASSETS)):
            for asset in sorted(assets.iterdir()):
                files.append(File.generated(config, f"{folder}/{asset.name}", abs_src_path=str(asset)))
        for found in self._library.guidelines():
            for name, content in guideline.published_files(found).items():
                files.append(File.generated(config, name, content=content))
        notice = self._project / "NOTICE"
        if notice.is_file():
            # What the site hands on of others' work (Pyodide, the instrument) must carry their terms.
            files.append(File.generated(config, "NOTICE.txt", abs_src_path=str(notice)))
        try:
            shipped = {**runtime.runtime_files(self._project), **theme.shim_files(self._project)}
        except (runtime.MissingRuntimeError, FileNotFoundError) as error:
            raise PluginError(str(error)) from error
        for address, data in shipped.items():
            files.append(File.generated(config, address, content=data))
        return files

    def on_page_markdown(self, markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Tell the Markdown extensions which page they render."""
        config.mdx_configs["lumbar_guideline"].update(
            page=page.url, file=page.file.abs_src_path or "", report=self._problems.append, cited=self._cited.add
        )
        config.mdx_configs["lumbar_calculator"].update(page=page.url)
        return markdown

    def on_env(self, env: object, config: MkDocsConfig, files: Files) -> None:
        """Stop before anything is written when a page has a problem or a reference is left over."""
        self._problems += guideline.uncited_references(self._library, self._cited)
        if self._problems:
            raise PluginError(str(ContentError(self._problems)))

    def on_build_error(self, error: Exception) -> None:
        """Show a problem that stopped a page as what it is, without a traceback."""
        if isinstance(error, ContentError):
            raise PluginError(str(error)) from error
