"""Reads a page as a browser would, and keeps what tests ask about."""

from html.parser import HTMLParser

VOID = {"meta", "br", "img", "hr", "link", "input", "path"}


class Page(HTMLParser):
    """Tags, attributes, ids, links and words of a page; `open` is what was never closed, or closed out of turn."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self.policy = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag and what it carries."""
        values = dict(attrs)
        self.tags.add(tag)
        self.attributes |= values.keys()
        self.ids += [value for key, value in attrs if key == "id" and value]
        self.links += [value for key, value in attrs if key == "href" and value]
        if values.get("http-equiv") == "Content-Security-Policy":
            self.policy = values["content"] or ""
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """A tag closes the one opened last."""
        if tag not in VOID and self.open[-1:] == [tag]:
            self.open.pop()
        elif tag not in VOID:
            self.open.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        """Keep the words."""
        self.words.append(data)
