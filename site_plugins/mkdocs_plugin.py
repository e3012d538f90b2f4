"""The MkDocs plugin: it only wires the modules' functions to MkDocs' events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup
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

from calculator.core.language import drop_marks, interface_language, language_in_use, use_language
from site_plugins import calculator_page, guideline, languages, offline, runtime, search, theme
from site_plugins.calculators import calculators_of
from site_plugins.content_check import ContentCheck
from site_plugins.diagnostics.page_faults import find_settings_faults
from site_plugins.diagnostics.problems import attempt
from site_plugins.fhir.publishing import published_fhir
from site_plugins.guideline import ContentError, Problem
from site_plugins.preview.memory import Memory, Part
from site_plugins.references import DEFAULT_STYLE, load_style
from site_plugins.rendering.placeholders import Placeholders

_PROJECT = Path(__file__).parents[1]
_log = get_plugin_logger("lumbar")


class RuntimeOptions(Config):  # type: ignore[no-untyped-call]
    """Which steps make Python small and fast for the browser: all, unless they are switched off; and `debug`."""

    image = config_options.Type(bool, default=True)
    clean = config_options.Type(bool, default=True)
    cut = config_options.Type(bool, default=True)
    trim = config_options.Type(bool, default=True)
    compile = config_options.Type(bool, default=True)
    debug = config_options.Type(bool, default=False)


class LumbarOptions(Config):  # type: ignore[no-untyped-call]
    """What stands below the plugin's name in mkdocs.yml."""

    runtime = config_options.SubConfig(RuntimeOptions)


class LumbarPlugin(BasePlugin[LumbarOptions]):  # type: ignore[no-untyped-call]
    """Makes guidelines, the calculator and its runtime part of an MkDocs site."""

    _command = "build"
    _debug_notice = runtime.DEBUG_NOTICE
    memory: Memory | None = None
    """What a preview keeps from build to build; None for a build of its own."""

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
        self._cited: set[tuple[str, str]] = set() if self.memory is None else self.memory.cited
        self._cited.clear()
        self._placeholders = Placeholders()
        self._changed = None if self.memory is None else self.memory.changed
        if self._changed is None:
            guideline.library_at.cache_clear()
        self._library = guideline.library_at(config.docs_dir)
        self._library.shows_drafts = self.memory is not None
        self._begin_languages(config)
        if self._changed:
            self._library.renew(self._changed)
        for extension in ("lumbar_guideline", "lumbar_calculator", "lumbar_search"):
            config.mdx_configs.setdefault(extension, {}).update(
                content=config.docs_dir, placeholders=self._placeholders
            )
        config.mdx_configs["lumbar_guideline"]["cited"] = self._cited.add
        self._style = str(config.mdx_configs["lumbar_guideline"].get("style", DEFAULT_STYLE))
        config.mdx_configs["lumbar_calculator"].update(style=self._style, publish=self._publish)
        try:
            load_style(self._style)
        except ValueError as error:
            raise PluginError(str(error)) from error
        return config

    def _begin_languages(self, config: MkDocsConfig) -> None:
        """Have texts read in the site's language from now on. Raises PluginError for what is wrong in its files."""
        # What was said before is English.
        use_language(None)
        self._languages = languages.Languages(Path(config.docs_dir), str(config.theme.get("language") or "en"))
        try:
            self._languages.check()
        except ContentError as error:
            raise PluginError(str(error)) from error
        self._language = self._languages.language_of(self._languages.site)
        use_language(self._language)

    def _read_in_language_of(self, page: Page) -> None:
        """Have texts read in the language of a page: its own, its guideline's if that has one, or the site's."""
        tag = page.meta.get("language")
        owner = None if tag else self._library.owner(page.file.dest_uri)
        about = self._library.folder(owner).about if owner else None
        use_language(self._languages.interface_for(str(tag or (about.language if about else self._languages.site))))

    def _publish(self, slug: str) -> str:
        """Return the published text of a guideline: it is the same whatever page it is made for."""
        before = use_language(self._language)
        model = guideline.guideline_model(self._library.guideline(slug), self._style)
        use_language(before)
        return drop_marks(guideline.model_text(model))

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
        changed = None if self.memory is None else self.memory.suspects
        self._content.check_files(files, theme.TEXTS_OF_ONE_LINE, changed)
        for folder, assets in (
            ("assets/calculator", calculator_page.ASSETS),
            ("assets/offline", offline.ASSETS),
            ("assets/theme", theme.ASSETS),
        ):
            for asset in sorted(assets.iterdir()):
                files.append(File.generated(config, f"{folder}/{asset.name}", abs_src_path=str(asset)))
        for address, picture in theme.NEUTRAL.items():
            if files.get_file_from_path(address) is None:
                files.append(File.generated(config, address, abs_src_path=str(picture)))
        for address, script in search.SCRIPTS.items():
            files.append(File.generated(config, address, abs_src_path=str(script)))
        for file in languages.find_kept_back(files.src_uris):
            files.remove(files.src_uris[file])
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
            bundle = File.generated(config, offline.BUNDLE, content=b"")
            files.append(bundle)
            if self.memory is not None:
                self.memory.leave_out(bundle)
        if self.memory is not None:
            self.memory.compare_files(files, config)
        return files

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> None:
        """Find the site's main places, and what is wrong with its navigation."""
        self._places = theme.find_main_places(nav)
        self._content.check_navigation(nav, files, config)
        if self.memory is not None:
            for page, links in self.memory.restore_pages(files, config):
                theme.read_title(page)
                self._content.take_links(links)

    def on_page_markdown(self, markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Tell the Markdown extensions which page they render."""
        file = page.file.abs_src_path or ""
        self._page = file or page.file.src_uri
        self._faults_before = len(self._content.problems)
        self._content.check_title(page)
        self._read_in_language_of(page)
        theme.forget_build_day(page)
        options: dict[str, object] = {"page": page.file.dest_uri, "file": file}
        if self.memory is not None:
            options["placeholders"] = self.memory.start_page(page)
        for extension in ("lumbar_guideline", "lumbar_calculator"):
            config.mdx_configs[extension].update(options)
        del options["file"]
        config.mdx_configs["lumbar_search"].update(options)
        return markdown

    def on_page_content(self, html: str, page: Page, **_unused: object) -> str:
        """Make text of the page's title, and note what the page links to."""
        use_language(self._language)
        theme.read_title(page)
        # Read by nobody any more, and megabytes on a large site; None would take its title as well.
        page.markdown = ""
        links = self._content.read_page(page, html)
        if self.memory is not None and len(self._content.problems) == self._faults_before:
            # What is wrong with a page is said again as long as it is.
            self.memory.keep_page(page, html, links)
        return html

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> None:
        """Stop before anything is written when, now that all pages are read, something is wrong."""
        theme.escape_everything(env)
        env.globals["main_places"] = self._places
        env.globals["theme_text"] = theme.text
        env.globals["shorten_title"] = theme.shorten_title
        env.globals["places"] = theme.Places(env).render
        if self._offered and self.memory is None:
            env.globals["bundle_script"] = {"page": offline.DOWNLOAD, "address": offline.DOWNLOAD_SCRIPT}
        self._page = ""
        problems = list(self._problems)
        attempt(self._library.guidelines, problems)
        for placeholders in [self._placeholders] if self.memory is None else self.memory.all_placeholders():
            attempt(placeholders.check, problems)
        synonyms = attempt(lambda: search.read_synonyms(Path(config.docs_dir, search.SYNONYMS)), problems)
        strict = config.strict or self.memory is not None
        stopping: list[Problem] = []
        warnings: list[Problem] = []
        if not self._content.is_partly_unread:
            # Else what only such a page cites would seem to be cited nowhere.
            stopping, warnings = guideline.check_usage(self._library, self._cited, strict=strict)
            stopping += guideline.find_uncompared(self._library)
        drift = guideline.find_drift(self._library, as_converted=self.memory is not None)
        # A draft may be looked at before anybody has signed it, but never published.
        if self.memory is not None:
            self.memory.drafts = [*drift, *chain.from_iterable(self._library.unlike_source.values())]
        else:
            (stopping if config.strict or self._command == "build" else warnings).extend(drift)
        self._content.check_links(
            files, lambda: attempt(lambda: [name for name, _pieces in self._published(config)], [])
        )
        self._content.check_templates(files, env)
        problems += self._content.problems
        (stopping if strict else warnings).extend(self._content.warned_of)
        for warning in warnings:
            _log.warning("%s", warning)
        if problems or stopping:
            error = ContentError([*problems, *stopping])
            raise PluginError(str(error)) from error
        self._add_runtime(env, files, config)
        for address, title in guideline.reference_titles(self._library).items():
            source = files.get_file_from_path(address.removesuffix(".html") + ".md")
            if source is not None and source.page is not None:
                source.page.meta["title"] = title
        if synonyms is not None and files.get_file_from_path(search.SOURCE) is not None:
            is_made = self.memory is None or self.memory.part is Part.REST
            env.globals["site_search"] = (
                self._write_search(synonyms, config, files) if is_made else search.values_for_templates()
            )
        if self.memory is not None:
            self.memory.prepare(env)
            self.memory.plan(self._library.guidelines(), files, search.SOURCE)

    def _add_runtime(self, env: Environment, files: Files, config: MkDocsConfig) -> None:
        """Add Python for the browser; it takes seconds to pack, so not before everything else is found right."""
        # The calculator's rules are for one guideline; a site without it needs no Python in the browser.
        if any(map(calculators_of, self._library.slugs)):
            try:
                options = dict(self.config.runtime)
                debug = options.pop("debug")
                make = partial(runtime.runtime_files, _PROJECT, runtime.Steps(**options), debug=debug)
                shipped = make() if self.memory is None else self.memory.ship(make)
            except runtime.MissingRuntimeError as error:
                raise PluginError(str(error)) from error
            early = f"{runtime.FOLDER}/{runtime.EARLY_SCRIPT}"
            env.globals["early_script"] = early if early in shipped else None
            env.globals["python_build"] = runtime.build_of(shipped)
            for address, data in shipped.items():
                file = File.generated(config, address, content=data)
                files.append(file)
                if self.memory is not None:
                    self.memory.copy_once(file)

    def _published(self, config: MkDocsConfig) -> Iterator[tuple[str, Iterable[str]]]:
        """Yield the files to publish, address and pieces: guidelines, also as FHIR resources, references."""
        for each in self._library.guidelines():
            model = guideline.guideline_model(each, self._style)
            yield guideline.published_model(model)
            yield from published_fhir(model, config.site_name)
        for name, content in guideline.published_files(self._library):
            yield name, [content]

    def _write_search(self, synonyms: search.Synonyms, config: MkDocsConfig, files: Files) -> Mapping[str, object]:
        """Write the index of the search; return what the templates need of it."""
        pages: Iterator[tuple[str, str, str]] = (
            (file.dest_uri, str(file.page.title), file.page.content or "")
            for file in files.documentation_pages()
            # A copy of the site has no page that offers one, and searches as the site does.
            if file.page is not None and file.dest_uri != offline.DOWNLOAD
        )

        def write(address: str, text: str) -> None:
            write_file(text.encode(), str(Path(config.site_dir, address)))
            if self.memory is not None:
                self.memory.note_rest(address)

        if self.memory is not None:
            pages = self.memory.give_way_between(pages)
        return search.write_search(self._library.guidelines(), pages, synonyms, write, self._style)

    def on_page_context(self, context: TemplateContext, page: Page, **_unused: object) -> TemplateContext:
        """Finish a page just before it is written: a large site never stands in memory as a whole."""
        self._page = page.file.abs_src_path or page.file.src_uri
        self._read_in_language_of(page)
        content = self._placeholders.fill(page.content or "") if self.memory is None else self.memory.fill(page)
        editions = guideline.editions_on(
            content,
            page.file.dest_uri,
            self._library.guidelines(),
            shows_all=page.file.src_uri == search.SOURCE,
        )
        theme.mark_html(page, content, *([editions.write_heading] if editions else []))
        # Beside the text, which is the same wherever it is rendered.
        article = editions.attributes if editions else Markup("")
        if not article and language_in_use() is not self._language:
            article = guideline.as_html(guideline.attributes_for(*interface_language()))
        context.update(editions=editions, article=article)  # type: ignore[call-arg]
        use_language(self._language)
        return context

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Have no list of addresses written where nobody knows the site's own: MkDocs writes no empty text."""
        if not config.site_url and template_name == "sitemap.xml":
            return ""
        return languages.finish(output, self._language)

    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        """Let go of a page that is about to be written."""
        self._page = ""
        page.content = None
        self._read_in_language_of(page)
        finished = theme.mend_frame(languages.finish(output, language_in_use()))
        use_language(self._language)
        return finished

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Write the published data, and what lets the site be used without a network."""
        if self.memory is not None and self.memory.part is Part.PAGES:
            return
        for name, pieces in self._published(config):
            if self.memory is not None:
                self.memory.note_rest(name)
            file = Path(config.site_dir, name)
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("w", encoding="utf-8", newline="") as opened:
                opened.writelines(map(drop_marks, pieces))
            slug = name.removeprefix("data/guidelines/").removesuffix(".json")
            if name == f"data/guidelines/{slug}.json" and calculators_of(slug):
                twin, script = runtime.folder_script(name, file.read_text(encoding="utf-8"))
                write_file(script, str(Path(config.site_dir, twin)))
        if self.memory is not None:
            # A preview is not to be kept, nor to be taken along.
            return
        use_language(self._language)
        # When all else is written: a copy is checked against these very files.
        favicon = str(config.theme.get("favicon") or offline.FAVICON)
        offline.write_service_worker(Path(config.site_dir), config.site_name, favicon=favicon)
        if self._offered:
            try:
                offline.write_bundle(Path(config.site_dir), config.site_name, favicon)
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
