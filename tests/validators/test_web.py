import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from playwright.sync_api import Page

from validators.browsing import WIDE, set_width, styled
from validators.editions import node_tool, run, system_tool

_AXE_TAGS = [
    "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice",
]  # fmt: skip
NARROW = 320
TEXT_SPACING = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }
"""


# Without a browser


@pytest.fixture(scope="session")
def nu_messages(every_page: list[Path]) -> list[dict[str, Any]]:
    status, said = run(
        system_tool("java"), "-jar", node_tool("vnu-jar/build/dist/vnu.jar"),
        "--format", "json", "--stdout", *(str(page) for page in every_page),
    )  # fmt: skip
    messages: list[dict[str, Any]] = json.loads(said)["messages"]
    assert status == 0 or messages, said
    return messages


def test_nu_checker_finds_nothing(web: Path, nu_messages: list[dict[str, Any]]) -> None:
    uri = web.as_uri().replace("file:///", "file:/")
    faults = [m for m in nu_messages if m.get("url", uri).replace("file:///", "file:/") == uri]
    assert [(m["type"], m.get("lastLine"), m["message"]) for m in faults] == []


def test_links_lead_somewhere_safe(web: Path) -> None:
    root = html.parse(str(web)).getroot()
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    addresses = [str(link[2]) for link in root.iterlinks()]
    assert addresses
    for address in addresses:
        if address.startswith("#"):
            assert address[1:] in ids
        elif re.fullmatch(r"[a-z0-9-]+(@[0-9.-]+|\.draft)?\.(docx|md)", address):
            continue  # another format of it, beside it (see tests/cli/test_build.py)
        else:  # data: is the logo, which stands in the page itself
            assert address.startswith(("https:", "mailto:", "tel:", "data:image/")), address


def test_headings_skip_no_level(web: Path) -> None:
    root = html.parse(str(web)).getroot()
    levels = [int(heading.tag[1]) for heading in root.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_tables_have_headers(web: Path) -> None:
    for table in html.parse(str(web)).getroot().iter("table"):
        scopes = {header.get("scope") for header in table.iter("th")}
        assert scopes <= {"col", "colgroup", "row"}
        assert scopes & {"col", "row"}
        breadths = list(filled_rows(table))
        assert len({*breadths}) == 1


def filled_rows(table: Any) -> Iterator[int]:
    """How many columns each row fills, with the cells that reach into it from above."""
    above: list[tuple[int, int]] = []  # columns, and rows that are left
    for row in table.iter("tr"):
        cells = [(int(c.get("colspan", 1)), int(c.get("rowspan", 1))) for c in row]
        yield sum(columns for columns, _ in (*cells, *above))
        above = [(columns, rows - 1) for columns, rows in (*cells, *above) if rows > 1]
    assert not above, "a cell reaches below the table"


# In a browser


@pytest.fixture(scope="session")
def axe() -> str:
    return Path(node_tool("axe-core/axe.min.js")).read_text(encoding="utf-8")


def _reaches_over_others(node: Any) -> bool:
    """Whether axe can't tell a cell's ground as rows or columns that it reaches over lie above it.

    They have no ground of their own: it is that of the cells beside it, which have been looked at.
    """
    covered = "overlap" in node["failureSummary"]
    return covered and any(word in node["html"] for word in (" rowspan=", " colspan="))


# What is found, and the rules that had something to look at. All that axe knows of what it passed
# would take longer to hand over than to find.
_ASK_AXE = """async tags => {
  const result = await axe.run(document, {
    runOnly: tags, rules: {'target-size': {enabled: true}},
    resultTypes: ['violations', 'incomplete'],
  });
  // It can't tell the ground of what a wide table has to be scrolled for.
  const cut = node => {
    const table = document.querySelector(node.target[0])?.closest('[class$=table]');
    return table && table.scrollWidth > table.clientWidth;
  };
  for (const rule of result.incomplete) rule.nodes = rule.nodes.filter(node => !cut(node));
  return {...result, passes: result.passes.map(rule => rule.id)};
}"""


def axe_finds_nothing(page: Page, axe: str) -> None:
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe)
        # It can't tell the ground of what lies below a link that stays in sight.
        page.add_style_tag(content=".back { position: static !important; }")
    result = page.evaluate(_ASK_AXE, _AXE_TAGS)
    for kind in ("violations", "incomplete"):
        found = [
            (rule["id"], node["target"], node["failureSummary"])
            for rule in result[kind]
            for node in rule["nodes"]
            if not (kind == "incomplete" and _reaches_over_others(node))
        ]
        assert found == [], kind
    passed = {*result["passes"]}
    assert {"color-contrast", "target-size", "heading-order", "region", "skip-link"} <= passed


def test_axe_finds_nothing(page: Page, axe: str) -> None:
    axe_finds_nothing(page, axe)


@pytest.mark.on_every_kind
@pytest.mark.parametrize(("width", "scheme"), [(NARROW, "light"), (WIDE, "dark")])
def test_axe_finds_nothing_on_a_telephone_or_in_the_dark(
    page: Page, axe: str, width: int, scheme: Any
) -> None:
    set_width(page, width)
    page.emulate_media(color_scheme=scheme)
    axe_finds_nothing(page, axe)


# Words that can't all be seen: beyond the window's edge, or cut off by a box that hides them. What
# is hidden from sight on purpose measures one pixel, and doesn't count; nor does what a wide table
# can be scrolled to.
UNSEEN = """() => {
  const faults = [];
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width)
    faults.push(`the page is ${document.documentElement.scrollWidth} px wide`);
  const onPurpose = element => {
    for (let e = element; e; e = e.parentElement) {
      if (e.clientWidth === 1 && e.clientHeight === 1) return true;
      if (e.matches('[class$=skip]')) return true;
      const isCut = e.scrollWidth > e.clientWidth;
      if (e.matches('[class$=table]') && isCut && e !== element) return true;
    }
    return false;
  };
  for (const element of document.body.querySelectorAll('*')) {
    if (onPurpose(element)) continue;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const name = `${element.tagName} "${element.textContent.trim().slice(0, 40)}"`;
    if (box.width && (box.right > width + 1 || box.left < -1))
      faults.push(`${name} from ${box.left} to ${box.right}`);
    const hides = [style.overflowX, style.overflowY].some(how => /hidden|clip/.test(how));
    if (hides && (element.scrollWidth > element.clientWidth + 1
                  || element.scrollHeight > element.clientHeight + 1))
      faults.push(`${name} is cut off`);
  }
  return faults;
}"""


@pytest.mark.parametrize("width", [NARROW, 640, WIDE])
def test_words_reflow(page: Page, width: int) -> None:
    set_width(page, width)
    assert page.evaluate(UNSEEN) == []


@pytest.mark.parametrize("width", [640, WIDE])
def test_text_can_be_twice_as_large(page: Page, width: int) -> None:
    set_width(page, width)
    before = page.evaluate("parseFloat(getComputedStyle(document.querySelector('p')).fontSize)")
    with styled(page, "html { font-size: 200% !important; }"):
        after = page.evaluate("parseFloat(getComputedStyle(document.querySelector('p')).fontSize)")
        assert after >= 1.9 * before, "a size does not follow the reader's settings"
        assert page.evaluate(UNSEEN) == []


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_text_can_be_spaced_out(page: Page, width: int) -> None:
    set_width(page, width)
    with styled(page, TEXT_SPACING):
        assert page.evaluate(UNSEEN) == []


# What is reached by keys, where it can be seen.
_REACHED = "'a[href], button, select, input, summary, [tabindex]'"
_EACH_REACHED = f"[...document.querySelectorAll({_REACHED})].filter(e => e.checkVisibility())"
# The place of each in their row. Looked up once: on a long page each look takes a while.
_PLACES = f"(window.places ??= new Map({_EACH_REACHED}.map((e, place) => [e, place])))"


# The focused element: where it is, and how its focus shows. The outline stands outside the box, on
# the background of the nearest ancestor that has one.
FOCUSED = """() => {
  const element = document.activeElement;
  if (element === document.body) return null;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  let opacity = 1;
  for (let e = element; e; e = e.parentElement) opacity *= getComputedStyle(e).opacity;
  let around = element.parentElement;
  const clear = e => /rgba\\(.*, 0\\)|transparent/.test(getComputedStyle(e).backgroundColor);
  while (around.parentElement && clear(around)) around = around.parentElement;
  return {
    place: _PLACES.get(element),
    // What the browser leads to by itself, to scroll it.
    scrolls: element.matches('[class$=table]:not([tabindex])'),
    words: element.textContent.trim() || element.getAttribute('aria-label')
      || element.labels?.[0]?.textContent || '',
    outline: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth),
    colour: style.outlineColor,
    background: getComputedStyle(around).backgroundColor,
    opacity: opacity,
    // A table that is scrolled may be higher than the window.
    inView: element.matches('[class$=table]') ? box.top < innerHeight && box.bottom > 0
      : box.width > 0 && box.height > 0 && box.left >= 0 && box.top >= 0
      && box.right <= innerWidth + 1 && box.bottom <= innerHeight + 1,
  };
}""".replace("_PLACES", _PLACES)


# Each link, button and list with the focus, as keys would give it.
FOCUS_EACH = f"""() => {{
  window.places = undefined;  // a search field may have come up since
  return {_EACH_REACHED}.map(element => {{
    element.focus({{focusVisible: true}});
    return ({FOCUSED})();
  }});
}}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_focus_can_be_seen(page: Page, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    seen = page.evaluate(FOCUS_EACH)
    assert seen
    for place, focused in enumerate(seen):
        assert_seen(focused, place)


def assert_seen(focused: Any, place: int) -> None:
    assert focused, "focus is lost"
    assert focused["place"] == place
    assert focused["words"]
    assert focused["outline"] >= 2, focused
    assert focused["opacity"] == 1, focused
    assert focused["inView"], focused
    assert _contrast(focused["colour"], focused["background"]) >= 3, focused


@pytest.mark.on_every_kind
def test_the_tab_key_leads_through_the_page_in_its_order(page: Page) -> None:
    """To every link, button and list, the skip link first."""
    count = page.evaluate(f"{_EACH_REACHED}.length")
    for place in range(count):
        page.keyboard.press("Tab")
        while (focused := page.evaluate(FOCUSED)) and focused["scrolls"]:
            page.keyboard.press("Tab")
        assert_seen(focused, place)
    assert page.evaluate("document.links[0].getAttribute('href')") == "#main"


def test_the_skip_link_skips(page: Page) -> None:
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector(':target')?.tagName") == "MAIN"
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_type_follows_the_advice_for_public_bodies(page: Page) -> None:
    """12 pt or more, left-aligned, sans serif, no italics or capitals, links underlined."""
    faults = page.evaluate(
        """() => {
          const faults = [];
          const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (words.nextNode()) {
            const text = words.currentNode.data.trim();
            const style = getComputedStyle(words.currentNode.parentElement);
            if (!text || words.currentNode.parentElement.matches('script, style')) continue;
            const wrong = Object.entries({
              size: parseFloat(style.fontSize) < 16,
              align: !['start', 'left'].includes(style.textAlign)
                && !words.currentNode.parentElement.closest('.center, .right'),
              italic: style.fontStyle !== 'normal',
              capitals: style.textTransform !== 'none' || style.fontVariantCaps !== 'normal',
              serif: !/sans-serif$/.test(style.fontFamily),
            }).filter(([, is]) => is).map(([name]) => name);
            if (wrong.length) faults.push([text.slice(0, 40), ...wrong]);
          }
          for (const link of document.querySelectorAll('main p > a:not(.number), main li > a'))
            if (!/underline/.test(getComputedStyle(link).textDecorationLine))
              faults.push([link.textContent, 'not underlined']);
          return faults;
        }"""
    )
    assert faults == []


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    """The relative luminance that WCAG defines, of a colour as browsers compute it."""
    channels = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
