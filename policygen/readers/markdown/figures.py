"""Pictures: ::: figure Caption {width=80} around ![what it shows](plan.png)."""

import re
from collections.abc import Iterable

from markdown_it.tree import SyntaxTreeNode

from policygen.document import Blank, Blocks, Figure, Inlines, Slot, Text, plain
from policygen.readers.markdown import sentinels
from policygen.readers.markdown.building import Builder, anchor_of, attributes_of
from policygen.readers.markdown.shape import ShownPicture
from policygen.sources.picture import is_name_alone, is_picture, name_hint

_PLAIN = Text, Slot, Blank
_FEWEST = 5  # per cent of the text's width
_NEARLY = re.compile(r"\]\s*\(|\.(?:png|jpe?g|svg)\b", re.I)
_SO = "write ![what it shows](plan.png) on a line of its own below ::: figure"


def read_figure(builder: Builder, node: SyntaxTreeNode) -> Blocks:
    """The figure that a block of ::: figure is; nothing where its picture can't be shown."""
    anchor = anchor_of(builder, node, keys=("width",))
    width = _width(builder, node)
    first, *inside = node.children
    caption = builder.inlines(first)
    image = _image(builder, node, inside)
    if image is None:
        return ()
    alt = _alt(builder, image, caption)
    picture = _picture(builder, image)
    if picture is None:
        return ()
    return (
        Figure(alt, caption, picture.part, picture.pixels, picture.drawing, width, anchor),
    )  # fmt: skip


def _width(builder: Builder, node: SyntaxTreeNode) -> int:
    given = attributes_of(node).get("width", "100").replace("+%", "%")  # as a tag's end is marked
    share = int(given) if re.fullmatch(r"[0-9]{1,3}", given) else 0
    if not _FEWEST <= share <= 100:
        hint = (
            f"write its share of the text's width in per cent, {_FEWEST} to 100, such as width=80"
        )
        builder.fault(node, f"{given!r} is no width", hint, f"width={given}")
    return share if "width" in dict(attributes_of(node).keys) else 0


def _image(
    builder: Builder, node: SyntaxTreeNode, inside: Iterable[SyntaxTreeNode]
) -> SyntaxTreeNode | None:
    """The one picture that stands in a block; whatever else does is told."""
    images = []
    told = False
    for block in inside:
        held = block.children[0].children if block.type == "paragraph" and block.children else ()
        shown = [one for one in held if one.type == "image"]
        others = [one for one in held if one.type != "image" and one.content.strip()]
        images += shown
        if shown and not others:
            if (given := attributes_of(block)).typed:
                hint = "put it at the end of the line that begins with ::: figure"
                builder.fault(block, f"{given.typed} can't stand here", hint, given.typed)
            continue
        if block.type == "edge":
            hint = "put the tags around whole blocks of ::: figure"
            builder.fault(block, "a tag can't stand inside a figure", hint)
            return None
        told = True
        source = block.children[0].content if held else block.content
        if not shown and _NEARLY.search(source):
            hint = "write ![what it shows](plan.png) at the margin, without a space in the name"
            builder.fault(block, "this is no picture", hint)
            continue
        hint = "write it above or below the figure, or behind ::: figure as its caption"
        message = "words beside a picture can't stand in a figure"
        builder.fault(block, message if shown else "only a picture can stand in a figure", hint)
    if not images:
        if not told:
            builder.fault(node, "a figure without a picture", _SO, ":::")
        return None
    if len(images) > 1:
        hint = "give each a block of ::: figure of its own"
        builder.fault(images[1], "two pictures in one figure", hint, str(images[1].attrs["src"]))
    return images[0]


def _alt(builder: Builder, image: SyntaxTreeNode, caption: Inlines) -> Inlines:
    """What a picture shows, in words."""
    alt = builder.words(image)
    file = str(image.attrs["src"])
    said = plain(alt).strip().lower()
    hint = "say what whoever doesn't see it must know: ![Two steps: ask, then answer](plan.png)"
    if any(not isinstance(inline, _PLAIN) for inline in alt):
        plainly = "write plain words, which are read out; put tags around the whole figure"
        builder.fault(image, "only words can say what a picture shows", plainly, "![")
    elif not said and all(isinstance(inline, Text) for inline in alt):
        builder.fault(image, "a picture without words for what it shows", hint, "![")
    elif said and said == plain(caption).strip().lower():
        message = "what the picture shows is said in the same words as its caption"
        builder.fault(image, message, hint, "![")
    elif is_name_alone(said, file):
        builder.fault(image, "a file's name doesn't say what a picture shows", hint, "![")
    return alt


def _picture(builder: Builder, image: SyntaxTreeNode) -> ShownPicture | None:
    """The picture that is named."""
    file = str(image.attrs["src"])
    if image.attrs.get("title"):
        hint = "take the words in quotes away; a caption stands behind ::: figure"
        builder.fault(image, "a picture can't have a title", hint, file)
    if file[:1] == sentinels.BLANK and sentinels.NUMBERED.fullmatch(file):
        return ShownPicture(file)  # a school's own, which isn't given
    if sentinels.ANY.search(file):
        builder.fault(image, "a value can't stand in a picture's name", "write it out", "](")
        return None
    if not is_picture(file):
        builder.fault(image, f"{file!r} can't be shown", name_hint(file), file or "](")
        return None
    found = next((one for one in builder.shape.pictures if one.file == file), None)
    if found is None or found.fault:
        fault = found.fault if found else f"there is no picture {file!r} beside the model"
        hint = (found and found.hint) or "put it into the model's folder"
        builder.fault(image, fault, hint, f"({file}")
        return None
    return found
