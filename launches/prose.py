"""Long texts: what a company types, and the HTML the page keeps.

People type plain text with a few marks (## heading, - list, **bold**, *italic*,
[words](https://…)); the desk edits the same text as rich text. Both ways are
exact, so that neither loses what the other wrote. Tags that are typed are words.
"""

import re
from html import escape
from html.parser import HTMLParser

INLINE = re.compile(
    r"\*\*(?P<bold>[^*\n]+)\*\*"
    r"|(?<!\w)\*(?!\s)(?P<italic>[^*\n]+?)(?<!\s)\*(?!\w)"
    r"|\[(?P<words>[^\]\n]+)\]\((?P<href>(?:https?://|mailto:)[^\s)]+)\)"
)
BULLET = re.compile(r"^[-•]\s+")
NUMBER = re.compile(r"^\d+[.)]\s+")
HEADINGS = {"# ": "h2", "## ": "h2", "### ": "h3"}
MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*"}
BLOCKS = {"p", "h2", "h3", "h4", "ul", "ol", "blockquote", "hr"}


def to_html(text: str) -> str:
    """HTML of a typed text: paragraphs, headings, lists, bold, italic and links."""
    blocks = re.split(r"\n\s*\n", text.strip())
    return "".join(_block(block.strip("\n")) for block in blocks if block.strip())


def _block(block: str) -> str:
    lines = block.split("\n")
    for mark, tag in HEADINGS.items():
        if len(lines) == 1 and block.startswith(mark):
            return f"<{tag}>{_inline(block[len(mark) :].strip())}</{tag}>"
    for pattern, tag in ((BULLET, "ul"), (NUMBER, "ol")):
        if all(pattern.match(line) for line in lines):
            items = "".join(f"<li>{_inline(pattern.sub('', line, count=1))}</li>" for line in lines)
            return f"<{tag}>{items}</{tag}>"
    return f"<p>{'<br/>'.join(_inline(line) for line in lines)}</p>"


def _inline(line: str) -> str:
    done, end = [], 0
    for found in INLINE.finditer(line):
        done += [escape(line[end : found.start()], quote=False), _marked(found)]
        end = found.end()
    return "".join([*done, escape(line[end:], quote=False)])


def _marked(found: re.Match[str]) -> str:
    if bold := found["bold"]:
        return f"<b>{escape(bold, quote=False)}</b>"
    if italic := found["italic"]:
        return f"<i>{escape(italic, quote=False)}</i>"
    return f'<a href="{escape(found["href"])}">{escape(found["words"], quote=False)}</a>'


def to_text(html: str) -> str:
    """The text to type from, of what the page keeps."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    """Collects blocks of text and puts the marks back."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self.words: list[str] = []
        self.lists: list[list] = []
        self.href = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"ul", "ol"}:
            self.close_block()
            self.lists.append([tag, []])
        elif tag in BLOCKS:
            self.close_block({"h2": "## ", "h3": "### ", "h4": "### "}.get(tag, ""))
        elif tag == "br":
            self.words.append("\n")
        elif tag == "a":
            self.href = dict(attrs).get("href") or ""
            self.words.append("[" if self.href else "")
        self.words.append(MARKS.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        self.words.append(MARKS.get(tag, ""))
        if tag == "a" and self.href:
            self.words.append(f"]({self.href})")
            self.href = ""
        elif tag == "li" and self.lists:
            self.lists[-1][1].append(self.taken())
        elif tag in {"ul", "ol"} and self.lists:
            self.close_list()
        elif tag in BLOCKS:
            self.close_block()

    def handle_data(self, data: str) -> None:
        self.words.append(data.replace("\n", " ") if data.strip() else data.strip("\n"))

    def close_list(self) -> None:
        tag, items = self.lists.pop()
        lines = [f"{n}. {item}" if tag == "ol" else f"- {item}" for n, item in enumerate(items, 1)]
        self.blocks.append("\n".join(lines))

    def close_block(self, opening: str = "") -> None:
        if (block := self.taken()) and block.strip("#").strip():
            self.blocks.append(block)
        self.words = [opening]

    def taken(self) -> str:
        words, self.words = "".join(self.words).strip(), []
        return words

    def text(self) -> str:
        self.close_block()
        return "\n\n".join(self.blocks)
