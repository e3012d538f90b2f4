"""What is wrong with the content as a site, whatever its pages say: files, navigation, links."""

from site_plugins.content_check.check import ContentCheck

__all__ = ["ContentCheck"]
