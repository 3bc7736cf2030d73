"""A whole site of a school: every file of it, by its path in the school's folder."""

from collections.abc import Iterator

from policygen.sites.accessibility import accessibility_page
from policygen.sites.index import index_page
from policygen.sites.page import STYLE, framed, logo_file, style
from policygen.sites.policy import policy_pages, stem
from policygen.sites.records import SitePolicy, SiteSchool

PREVIEW = "Preview: not published"


def school_site(school: SiteSchool, *, preview: bool = False) -> dict[str, bytes]:
    """The files of a site. One for a preview says on every page that it is one."""
    notice = PREVIEW if preview else ""
    pages = [index_page(school), accessibility_page(school)]
    pages += (page for policy in school.policies for page in policy_pages(policy))
    files = {page.path: framed(school, page, notice) for page in pages}
    files[STYLE] = style(school.colour).encode()
    if school.logo:
        files[logo_file(school)] = school.logo.data
    for policy in school.policies:
        files |= dict(_downloads(policy))
    return files


def _downloads(policy: SitePolicy) -> Iterator[tuple[str, bytes]]:
    """The texts of a policy in other formats: that in force beside its page, others by number."""
    for issue in policy.issues:
        for ending, data in issue.text.files.items() if issue.text else ():
            yield f"{policy.name}/{issue.version}/{stem(policy, issue)}.{ending}", data
            if issue is policy.current:
                yield f"{policy.name}/{policy.name}.{ending}", data
