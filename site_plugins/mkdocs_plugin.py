"""The MkDocs plugin: it only wires the modules' functions to MkDocs' events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from jinja2 import Environment
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError, PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import write_file
from mkdocs.utils.templates import TemplateContext

from site_plugins import calculator_page, guideline, offline, runtime, search, theme
from site_plugins.calculators import calculators_of
from site_plugins.content_check import ContentCheck
from site_plugins.diagnostics.page_faults import find_settings_faults
from site_plugins.diagnostics.problems import attempt
from site_plugins.fhir.publishing import published_fhir
from site_plugins.guideline import ContentError, Problem
from site_plugins.references import DEFAULT_STYLE, load_style
from site_plugins.rendering.placeholders import Placeholders

_PROJECT = Path(__file__).parents[1]
_log = get_plugin_logger("lumbar")


class RuntimeOptions(Config):  # type: ignore[no-untyped-call]
    """Which steps make Python small and fast for the browser: all, unless they are switched off; and `debug`."""

    trim = config_options.Type(bool, default=True)
    compile = config_options.Type(bool, default=True)
    snapshot = config_options.Type(bool, default=True)
    debug = config_options.Type(bool, default=False)


class LumbarOptions(Config):  # type: ignore[no-untyped-call]
    """What stands below the plugin's name in mkdocs.yml."""

    runtime = config_options.SubConfig(RuntimeOptions)


class LumbarPlugin(BasePlugin[LumbarOptions]):  # type: ignore[no-untyped-call]
    """Makes guidelines, the calculator and its runtime part of an MkDocs site."""

    _command = "build"
    _debug_notice = runtime.DEBUG_NOTICE

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Note what MkDocs was started for. With this method it keeps the plugin from one rebuild to the next."""
        self._command = command

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Tell the Markdown extensions where the content is, and begin a library of its guidelines."""
        if self.config.runtime.debug:
            self._check_debug(config)
        self._check_settings(config)
        self._problems: list[Problem] = []
        self._content = ContentCheck(config)
        self._page = ""
        self._cited: set[tuple[str, str]] = set()
        self._placeholders = Placeholders()
        guideline.library_at.cache_clear()
        self._library = guideline.library_at(config.docs_dir)
        for extension in ("lumbar_guideline", "lumbar_calculator", "lumbar_search"):
            config.mdx_configs.setdefault(extension, {}).update(
                content=config.docs_dir, placeholders=self._placeholders
            )
        config.mdx_configs["lumbar_guideline"]["cited"] = self._cited.add
        self._style = str(config.mdx_configs["lumbar_guideline"].get("style", DEFAULT_STYLE))
        config.mdx_configs["lumbar_calculator"]["style"] = self._style
        try:
            load_style(self._style)
        except ValueError as error:
            raise PluginError(str(error)) from error
        return config

    def _check_settings(self, config: MkDocsConfig) -> None:
        """Raise PluginError when a text of the settings holds what no page can show."""
        file = Path(config.config_file_path or "")
        if file.is_file() and (problems := list(find_settings_faults(file, theme.TEXTS_OF_ONE_LINE))):
            raise PluginError(str(ContentError(problems)))

    def _check_debug(self, config: MkDocsConfig) -> None:
        """Raise PluginError for a debug build that may be published; else say loudly, once, that it is one."""
        if refusal := runtime.refuse_debug(self._command, strict=config.strict):
            raise PluginError(refusal)
        if self._debug_notice:
            # Not as a warning where the site is strict: it would fail a build that is only served.
            (_log.info if config.strict else _log.warning)(self._debug_notice)
            self._debug_notice = ""

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Read what MkDocs would stumble over, and add the scripts and the style sheets."""
        self._content.check_files(files, theme.TEXTS_OF_ONE_LINE)
        for folder, assets in (
            ("assets/calculator", calculator_page.ASSETS),
            ("assets/offline", offline.ASSETS),
            ("assets/theme", theme.ASSETS),
        ):
            for asset in sorted(assets.iterdir()):
                files.append(File.generated(config, f"{folder}/{asset.name}", abs_src_path=str(asset)))
        for address, script in search.SCRIPTS.items():
            files.append(File.generated(config, address, abs_src_path=str(script)))
        for file in guideline.find_withheld(self._library, files.src_uris):
            files.remove(files.src_uris[file])
        for name, content in guideline.reference_page_sources(self._library).items():
            page = File.generated(config, name, content=content, inclusion=InclusionLevel.NOT_IN_NAV)
            files.append(page)
        # What the site hands on of others' work (styles, Pyodide, the instrument) must carry their terms.
        files.append(File.generated(config, "NOTICE.txt", abs_src_path=str(_PROJECT / "NOTICE")))
        # Only a page that offers it makes the folder to take along; links to it need a file before it can be made.
        self._offered = files.get_file_from_path(offline.DOWNLOAD.replace(".html", ".md")) is not None
        if self._offered:
            files.append(File.generated(config, offline.BUNDLE, content=b""))
        return files

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> None:
        """Find the site's main places, and what is wrong with its navigation."""
        self._places = theme.find_main_places(nav)
        self._content.check_navigation(nav, files, config)

    def on_page_markdown(self, markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Tell the Markdown extensions which page they render."""
        file = page.file.abs_src_path or ""
        self._page = file or page.file.src_uri
        self._content.check_title(page)
        options = {"page": page.file.dest_uri, "file": file}
        for extension in ("lumbar_guideline", "lumbar_calculator"):
            config.mdx_configs[extension].update(options)
        config.mdx_configs["lumbar_search"].update(page=page.file.dest_uri)
        return markdown

    def on_page_content(self, html: str, page: Page, **_unused: object) -> str:
        """Make text of the page's title, and note what the page links to."""
        theme.read_title(page)
        self._content.read_page(page, html)
        return html

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> None:
        """Stop before anything is written when, now that all pages are read, something is wrong."""
        theme.escape_everything(env)
        env.globals["main_places"] = self._places
        self._page = ""
        problems = list(self._problems)
        attempt(self._library.guidelines, problems)
        attempt(self._placeholders.check, problems)
        synonyms = attempt(lambda: search.read_synonyms(Path(config.docs_dir, search.SYNONYMS)), problems)
        stopping, warnings = guideline.check_usage(self._library, self._cited, strict=bool(config.strict))
        stopping += guideline.find_uncompared(self._library)
        drift = guideline.find_drift(self._library)
        # A draft may be looked at before anybody has signed it, but never published.
        (stopping if config.strict or self._command == "build" else warnings).extend(drift)
        self._content.check_links(
            files, lambda: attempt(lambda: [name for name, _content in self._published(config)], [])
        )
        self._content.check_templates(files, env)
        problems += self._content.problems
        (stopping if config.strict else warnings).extend(self._content.warned_of)
        for warning in warnings:
            _log.warning("%s", warning)
        if problems or stopping:
            raise PluginError(str(ContentError([*problems, *stopping])))
        self._add_runtime(files, config)
        for address, title in guideline.reference_titles(self._library).items():
            source = files.get_file_from_path(address.removesuffix(".html") + ".md")
            if source is not None and source.page is not None:
                source.page.meta["title"] = title
        if synonyms is not None and files.get_file_from_path(search.SOURCE) is not None:
            env.globals["site_search"] = self._write_search(synonyms, config, files)

    def _add_runtime(self, files: Files, config: MkDocsConfig) -> None:
        """Add Python for the browser; it takes seconds to pack, so not before everything else is found right."""
        # The calculator's rules are for one guideline; a site without it needs no Python in the browser.
        if any(map(calculators_of, self._library.slugs)):
            try:
                options = dict(self.config.runtime)
                debug = options.pop("debug")
                shipped = runtime.runtime_files(_PROJECT, runtime.Steps(**options), debug=debug)
            except runtime.MissingRuntimeError as error:
                raise PluginError(str(error)) from error
            for address, data in shipped.items():
                files.append(File.generated(config, address, content=data))

    def _published(self, config: MkDocsConfig) -> Iterator[tuple[str, str]]:
        """Yield the data to publish, each file with its address: guidelines, also as FHIR resources, references."""
        models = [guideline.guideline_json(each, self._style) for each in self._library.guidelines()]
        yield from guideline.published_files(self._library, models)
        for model in models:
            yield from published_fhir(model, config.site_name)

    def _write_search(self, synonyms: search.Synonyms, config: MkDocsConfig, files: Files) -> Mapping[str, object]:
        """Write the index of the search; return what the templates need of it."""
        pages = (
            (file.dest_uri, str(file.page.title), file.page.content or "")
            for file in files.documentation_pages()
            # A copy of the site has no page that offers one, and searches as the site does.
            if file.page is not None and file.dest_uri != offline.DOWNLOAD
        )
        return search.write_search(
            self._library.guidelines(),
            pages,
            synonyms,
            lambda address, text: write_file(text.encode(), str(Path(config.site_dir, address))),
            self._style,
        )

    def on_page_context(self, context: TemplateContext, page: Page, **_unused: object) -> TemplateContext:
        """Finish a page just before it is written: a large site never stands in memory as a whole."""
        self._page = page.file.abs_src_path or page.file.src_uri
        content = self._placeholders.fill(page.content or "")
        theme.mark_html(page, content)
        # Beside the text, which is the same wherever it is rendered.
        context["editions"] = guideline.editions_on(  # type: ignore[typeddict-unknown-key]
            content,
            page.file.dest_uri,
            self._library.guidelines(),
            shows_all=page.file.src_uri == search.SOURCE,
        )
        return context

    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        """Let go of a page that is about to be written."""
        self._page = ""
        page.content = None
        return output

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Write the published data, and what lets the site be used without a network."""
        for name, content in self._published(config):
            write_file(content.encode(), str(Path(config.site_dir, name)))
            slug = name.removeprefix("data/guidelines/").removesuffix(".json")
            if name == f"data/guidelines/{slug}.json" and calculators_of(slug):
                twin, script = runtime.folder_script(name, content)
                write_file(script, str(Path(config.site_dir, twin)))
        # When all else is written: a copy is checked against these very files.
        offline.write_service_worker(Path(config.site_dir), config.site_name)
        if self._offered:
            try:
                offline.write_bundle(Path(config.site_dir), config.site_name)
            except offline.BundleError as error:
                raise PluginError(str(error)) from error

    def on_build_error(self, error: Exception) -> None:
        """Show a problem that stopped a page as what it is, without a traceback."""
        if isinstance(error, ContentError):
            raise PluginError(str(error)) from error
        if self._page and not isinstance(error, BuildError | Abort):
            # MkDocs, its theme or an extension stumbles over the text: a traceback is of no use to its author.
            _log.debug("", exc_info=error)
            raise PluginError(f"{self._page}: This page cannot be made: {type(error).__name__}: {error}") from error
