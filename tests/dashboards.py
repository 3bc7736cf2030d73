"""The dashboard's page as its readers have it: figures, the lists that they lead to, the rows."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lxml import html


@dataclass(frozen=True)
class DashboardRead:
    """A page, read back."""

    data: bytes

    @cached_property
    def root(self) -> Any:
        return html.fromstring(self.data.decode())

    @cached_property
    def rows(self) -> list[dict[str, str]]:
        """Each row of the list: its cells by their heads, and its marks."""
        heads = [head.text_content() for head in self.root.iterfind(".//thead//th")]
        found = []
        for row in self.root.iterfind(".//tbody/tr"):
            words = (cell.text_content().removesuffix("\n") for cell in row)
            cells = dict(zip(heads, words, strict=True))
            found.append({**cells, "marks": row.get("class")})
        return found

    def list(self, name: str) -> list[dict[str, str]]:
        """The rows of the list that an address names; none where there is no such list."""
        headings = self.root.xpath("//h3[@id=$name]", name=name)
        if not headings:
            return []
        mark = headings[0].get("data-mark")
        if headings[0].text.endswith(": none"):
            assert not any(mark in row["marks"].split() for row in self.rows)
            return []
        assert f'[id="{name}"]:target ~ noscript .{mark} ' in self.style
        return [row for row in self.rows if mark in row["marks"].split()]

    @cached_property
    def style(self) -> str:
        return str(self.root.findtext(".//style"))

    def heading(self, name: str) -> str:
        """What the list of an address says that it is."""
        return str(self.root.xpath("string(//h3[@id=$name])", name=name))

    @property
    def figures(self) -> dict[str, str]:
        """Each address that something leads to, with what is said there."""
        links = self.root.xpath("//main/section[not(@id)]//a[starts-with(@href, '#')]")
        return {a.get("href")[1:]: " ".join(self._said(a).split()) for a in links}

    def _said(self, link: Any) -> str:
        return str((link if link.find("span") is not None else link.getparent()).text_content())

    @property
    def words(self) -> str:
        """All that is said on the page, but for its style and script."""
        return " ".join(self.root.xpath("//body//text()[not(ancestor::script)]"))
