"""A whole site of a school: every file of it, by its path beside the folders of other schools."""

from collections.abc import Iterator

from policygen.sites.accessibility import accessibility_page
from policygen.sites.catalogue import CATALOGUE, SCHEMA, catalogue, catalogue_schema
from policygen.sites.due import REVIEWS, reviews
from policygen.sites.embedding import fragments
from policygen.sites.feed import FEED, feed
from policygen.sites.framing import STYLE, logo_file, on_a_page, style
from policygen.sites.front import index_page
from policygen.sites.policy import policy_pages, stem
from policygen.sites.redirects import redirects
from policygen.sites.scripts import PRINT, SEARCH, site_script
from policygen.sites.showing import SitePolicy, SiteSchool
from policygen.sites.sitemap import SITEMAP, sitemap

PREVIEW = "Preview: not published"
_OF_PAGES = {STYLE, SEARCH, PRINT, SITEMAP}  # files that are only there for the pages


def school_site(
    school: SiteSchool, *, preview: bool = False, searched: bool = False
) -> dict[str, bytes]:
    """The files of a site. One for a preview says on every page that it is one.

    One that is `searched` has a field for it, which needs an index beside these files.
    """
    notice = PREVIEW if preview else ""
    texts = {
        CATALOGUE: catalogue(school), SCHEMA: catalogue_schema(), FEED: feed(school),
        REVIEWS: reviews(school), **dict(fragments(school)),
    }  # fmt: skip
    if searched and any(one.current for one in school.policies):
        texts[SEARCH] = site_script(SEARCH)
    if school.policies:
        texts[PRINT] = site_script(PRINT)
    texts = {name: text for name, text in texts.items() if text}
    pages = [index_page(school, texts), accessibility_page(school)]
    pages += (page for policy in school.policies for page in policy_pages(policy))
    if school.address:
        texts[SITEMAP] = sitemap(school, pages)
    files = {page.path: on_a_page(school, page, notice) for page in pages}
    files[STYLE] = style(school.colour).encode()
    if school.logo:
        files[logo_file(school)] = school.logo.data
    files |= {name: text.encode() for name, text in texts.items()}
    files |= {name: data for policy in school.policies for name, data in _downloads(policy)}
    made = _in(school.id, files)
    own = _OF_PAGES | {page.path for page in pages} | {logo_file(school)}
    followed = {name: data for name, data in files.items() if name not in own}
    for name in school.moved_from:
        made |= _in(name, redirects(school, pages, followed))
    return made


def _in(folder: str, files: dict[str, bytes]) -> dict[str, bytes]:
    return {f"{folder}/{name}": data for name, data in files.items()}


def _downloads(policy: SitePolicy) -> Iterator[tuple[str, bytes]]:
    """The texts of a policy in other formats: that in force beside its page, others by number."""
    for issue in policy.issues:
        if not issue.text or not policy.shows(issue):
            continue
        for ending, data in issue.text.files.items():
            yield f"{policy.name}/{issue.version}/{stem(policy, issue)}.{ending}", data
            if issue is policy.current:
                yield f"{policy.name}/{policy.name}.{ending}", data
        if "md" in issue.text.files:  # it has its pictures beside it
            for name, data in issue.text.pictures.items():
                yield f"{policy.name}/parts/{name}", data
                if issue is policy.current:
                    yield f"parts/{name}", data
