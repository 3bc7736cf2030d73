"""Markdown of every flavour, as hypothesis makes it: what authors type, and what comes by paste."""

from hypothesis import strategies as st

# A § stands for a word: each becomes one that occurs nowhere else, so that a lost one is seen.
_LINES = [
    "§ § §", "§", "§ §.", "§, § - § – §", "(§) § [§] §", "§: §; §!", "“§” ‘§’ §’s", "§\u00a0§",
    "§/§", "**§** §", "§ *§ §* §", "__§__ §", "_§_ §", "***§***", "**§ §", "§* §", "*§", "§_§",
    "~~§~~", "~§~", "^§^", "==§==", "++§++", "`§ §`", "``§``", "$§$", "$$§$$", "§ | §",
    "§ < § > §", "§ & §", "&amp; §", "&nbsp;§", "&nosuch; §", "&#8226; §", "§ &bull; §", "\\* §",
    "\\§", "§\\", "§ \\ §", "[§](https://example.org) §", "[§](#one) §", "[](#one) §", "[§][§]",
    "[§][] §", "[§]: https://e.org", "[^§]", "§[^1]", "[^1]: §", "^[§ §]", "[ ] §", "[x] §",
    "[§] (https://e.org)", "[[§]]", "![§](§.png)", "![§][§]", "<https://example.org> §",
    "<a@example.org> §", "https://example.org/ §", "www.e.org §", "<b>§</b>", "<§>", "§<br>§",
    "<div>", "</div>", "<!-- -->§", "@§", "[@§]", ":§:", "#§", "§ #§", "- §", "* §", "+ §",
    "- [ ] §", "- [x] §", "-§", "-\u00a0§", "•\t§", "• §", "·§", "– §", "— §", "o §", "▪ §",
    "1. §", "2. §", "3) §", "1) §", "10. §", "1998. §", "0. §", "1.§", "1.\u00a0§", "1.1 §",
    "1.1. §", "1.1\t§", "a) §", "(a) §", "a. §", "i. §", "(ii) §", "A) §", "[1] §", "§) §",
    "1998 §", "1.5 §", "£1.50 §", "12 § 13", "# §", "## §", "### §", "#### §", "##§", "##\u00a0§",
    "## § ##", "## § {#one}", "§ {#one}", "{#one}", "§ {.§}", "[§]{.§}", "# 1. §", "## 1. §",
    "====", "----", "---", "***", "___", "* * *", "- - -", "=", "-", "> §", ">§", "> > §",
    "> - §", "> 1. §", "> # §", ">", "> | § |", "| § | § |", "| --- | --- |", "|---|",
    "|:-:|--:|", "| § |", "|§|§|§|", "§ | §", "--- | ---", "| § \\| § | § |", "+---+---+", "| |",
    "||", "```", "~~~", "``` §", "::: §", ":::", ":::: {.§}", "!!! §", "??? §", ": §", ":   §",
    ":§",
    "~   §", "Term §", "\\newpage", "\\§{§}", "\\begin{§}", "\\(§\\)", "[TOC]", "[[_TOC_]]",
    "{{ § }}", "____", "§ ____ §", "……… §", "....", "§  ", "§   §", "\t§", "    §", "  §",
    "\u00a0§", "\u200b§", "\u200b- §", "\u2003§", "§\u200b§",
    "*[§]: §", "%% §", "// §", "/// §", "§^2^", "H~2~O §", "'§'", "§!", "! §", "!§", "& §", "* ",
    "+", "1.", "2)", "#", "##", "(1) §", "1: §", "Q. §", "1 . §", "{{ values.place }} §",
    "§ {{ roles.headteacher }}", "**{{ values.day }}** §",
    "{% either loans: staff %}§{% or everyone %}§{% endeither %} §", "{% either loans: staff %}",
    "{% or everyone %}", "{% endeither %}", "{% if values.day %}", "{% else %}", "{% endif %}",
    "{% for rule in values.rules %}", "- {{ rule }} §", "{% endfor %}",
    "| {{ values.day }} | § |", "{% if values.day %}§{% else %}§{% endif %} §", "<!-- a note -->",
    "<!-- a", "-->",
]  # fmt: skip
_INDENTS = [
    "",
    "",
    "",
    "",
    "",
    "",
    " ",
    "  ",
    "   ",
    "   ",
    "    ",
    "     ",
    "      ",
    "\t",
    "> ",
    "\u00a0",
]
_GAPS = ["\n", "\n", "\n", "\n\n", "\n\n", "\\\n", "  \n", "\n \n", "\n\u00a0\n"]
_BLOCKS = [
    "| § | § |\n| --- | --- |\n", "| § | § |\n| --- | --- |\n| § | § |\n", "§\n", "1. §\n", "- §\n",
    "1. §\n2. §\n3. §\n", "1. §\n1. §\n\n   §\n\n   - §\n   - §\n", "- §\n  - §\n    §\n- §\n",
    "1. §\n   1. §\n   2. §\n2. §\n", "| § | § |\n| --- | --- |\n| § | § |\n| § | § |\n\n",
    "> §\n> §\n>\n> - §\n\n",
    "{% either loans: staff %}\n1. §\n{% or everyone %}\n1. §\n{% endeither %}\n",
    "1. §\n{% for rule in values.rules %}\n   - {{ rule }} §\n{% endfor %}\n2. §\n",
    "| § |\n| --- |\n{% for rule in values.rules %}\n| {{ rule }} § |\n{% endfor %}\n| § |\n\n",
    "§\n: §\n  §\n\n  - §\n", "§\n§\n: §\n: §\n§\n: §\n\n", "- §\n\n  §\n  : §\n",
    "::: steps §\n1. §\n1. §\n   §\n:::\n", "::: letter §\n§\\\n§\n:::\n\n",
    "::: box\n§\n: §\n:::\n",
    "## §\n\n", "### §\n\n", "§ §\n§ §\n\n",
    "1. § {% either loans: staff %}\n   §\n   {% or everyone %}\n   §\n   {% endeither %} §\n",
]  # fmt: skip


def _named(text: str) -> str:
    parts = text.split("§")
    words = [f"w{index}x" for index in range(len(parts))]
    return "".join(part + word for part, word in zip(parts, [*words[:-1], ""], strict=True))


_ONE = st.tuples(st.sampled_from(_INDENTS), st.sampled_from(_LINES), st.sampled_from(_GAPS))
_ANY = st.one_of(_ONE.map("".join), _ONE.map("".join), st.sampled_from(_BLOCKS))
_FIRST = st.sampled_from(["## §\n\n", "## §\n\n1. §\n", "## §\n\n§\n", "## §\n\n- §\n", "§\n", ""])


def texts() -> st.SearchStrategy[str]:
    """Texts of models, most of them faulty, in which each word occurs once."""
    return st.tuples(_FIRST, st.lists(_ANY, min_size=1, max_size=5).map("".join)).map(
        lambda parts: _named("".join(parts)) + "\n"
    )
