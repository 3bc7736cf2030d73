"""What stands around the text of a Word edition: title, header, footer, document properties."""

from policygen.document import Inlines, Revision, Slot, Text
from policygen.writers.around import Around
from policygen.writers.docx import markup
from policygen.writers.docx.inlines import InlineWriter
from policygen.writers.docx.skeleton import HOLES, Facts
from policygen.writers.docx.tracking import AUTHOR, DATE
from policygen.writers.plate import escape_xml

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CUSTOM_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # fixed by ECMA-376 part 1, 22.3


def front(around: Around, facts: Facts) -> str:
    """The first lines of the body: the title, and whose the edition is."""
    writer = InlineWriter(facts, key="front")
    title = writer.paragraph("Title", writer.inlines(_title(around)))
    return title + writer.paragraph("Subtitle", writer.inlines(around.subtitle))


def header(around: Around, facts: Facts, number: int = 1) -> str:
    """What the header's paragraph holds: a logo, if there is one, and whose the edition is.

    `number` tells the logo from those in headers for other pages.
    """
    logo = _logo(around, number) if around.logo else ""
    return logo + markup.TAB + InlineWriter(facts, key="header").inlines(around.subtitle)


def notice(around: Around, facts: Facts) -> str:
    """The paragraph that says on every page that the text isn't in force; empty where it is."""
    if not around.notice:
        return ""
    words = InlineWriter(facts).inlines(around.notice)
    return markup.paragraph(facts.styles["Notice"], words)


def footer(around: Around, facts: Facts) -> str:
    """What the footer's paragraph holds."""
    writer = InlineWriter(facts, key="footer")
    words = writer.inlines(_title(around))
    if version := dict(around.properties).get("version"):
        words += writer.inlines((Text(", version "), *version))
    page, pages = markup.field("PAGE", "1"), markup.field("NUMPAGES", "1")
    return f"{words}{markup.TAB}{markup.run('Page ')}{page}{markup.run(' of ')}{pages}"


def _title(around: Around) -> Inlines:
    """The title, and what it was."""
    title = Text(around.title)
    if not around.title_before:
        return (title,)
    return Revision(False, (Text(around.title_before),)), Revision(True, (title,))


def _logo(around: Around, number: int) -> str:
    """A picture in the header whose bytes and size come with each edition."""
    extent = f'cx="{HOLES.hole("logo.cx", escape_xml)}" cy="{HOLES.hole("logo.cy", escape_xml)}"'
    said = f"Logo of {_words(around.subtitle)}"
    return markup.picture("rId1", extent, str(number), "Logo", said)


def properties(around: Around) -> dict[str, str]:
    """What fields of a house style may show: they find the same in the document's properties."""
    known = dict(around.properties)

    def words(key: str) -> str:
        return _words(known.get(key, ()))

    name, whose = escape_xml(around.title), _words(around.subtitle)
    publisher = ", ".join(filter(None, (words("publisher"), words("department"))))
    return {
        "name": name,
        "title": f"{name} – {whose}",
        "author": whose,
        "company": whose,
        "subject": f"Model policy {words('model')} of {publisher}",
        "keywords": words("keywords") or name,
        "category": "Policy",
        "status": words("status"),
        "policy": words("policy"),
        "model": words("model"),
        "version": words("version"),
        "date": words("date"),
    }


def changed(around: Around) -> dict[str, str]:
    """Who made the changes that a redline marks, and when: whose the later text is, and its day."""
    said = properties(around)
    return {AUTHOR: said["author"], DATE: f"{said['date']}T00:00:00Z"}


def core_properties(around: Around) -> str:
    """The part of the core properties (ECMA-376 part 2, section 11)."""
    known = dict(around.properties)
    said = properties(around)
    date = f"{said['date']}T00:00:00Z"
    fields = {
        "dc:title": said["title"],
        "dc:creator": said["author"],
        "cp:lastModifiedBy": said["author"],
        "dc:subject": said["subject"],
        "cp:keywords": said["keywords"],
        "cp:category": said["category"],
        "dc:language": _words(known.get("lang", ())),
        "cp:contentStatus": said["status"],
        "cp:revision": "1",
    }
    core = "".join(f"<{tag}>{text}</{tag}>" for tag, text in fields.items())
    if "version" in known:
        core += f"<cp:version>{said['version']}</cp:version>"
    for tag in ("created", "modified"):
        core += f'<dcterms:{tag} xsi:type="dcterms:W3CDTF">{date}</dcterms:{tag}>'
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/'
        'metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{core}</cp:coreProperties>'
    )


def custom_properties(around: Around) -> str:
    """The part of the properties of our own."""
    known = dict(around.properties)
    names = {"School": "school", "Policy": "policy", "Model version": "model", "Version": "version"}
    custom = "".join(
        f'<property fmtid="{_CUSTOM_FORMAT}" pid="{number}" name="{name}">'
        f"<vt:lpwstr>{_words(known[key])}</vt:lpwstr></property>"
        for number, (name, key) in enumerate(
            ((name, key) for name, key in names.items() if key in known), 2
        )
    )
    return (
        f'{_XML}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        'custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'docPropsVTypes">{custom}</Properties>'
    )


def _words(inlines: Inlines) -> str:
    """Plain inlines as text for an attribute or a property."""
    words = []
    for inline in inlines:
        match inline:
            case Text(text):
                words.append(escape_xml(text))
            case Slot(name):
                words.append(HOLES.hole(name, escape_xml))
            case Revision(inserted, children):
                words.append(_words(children) if inserted else "")
            case _:
                raise TypeError(f"{inline!r} can't stand in a property")
    return "".join(words)
