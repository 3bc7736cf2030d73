"""The CommonMark that models and editions are written in, with pipe tables."""

from markdown_it import MarkdownIt


class CommonMark(MarkdownIt):
    """A parser that leaves links as they are written, so that we can say what is wrong with one."""

    def __init__(self) -> None:
        super().__init__("commonmark")
        self.enable("table").disable(["lheading", "reference"])

    def validateLink(self, url: str) -> bool:  # noqa: N802 -- markdown-it's own name
        """Every link is a link: which may be used is decided later."""
        del url
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        """An address stays as it is written."""
        return url
