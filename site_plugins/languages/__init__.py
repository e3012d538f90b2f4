"""Languages of the interface: what there is to translate, files of translations, and which of them a site uses."""

from site_plugins.languages.choice import Languages, find_kept_back
from site_plugins.languages.finishing import finish
from site_plugins.languages.sources import english_texts
from site_plugins.languages.translations import FOLDER, Translation, read_translation

__all__ = [
    "FOLDER",
    "Languages",
    "Translation",
    "english_texts",
    "find_kept_back",
    "finish",
    "read_translation",
]
