"""A finished drawing as one SVG element: text kept as text, ids its own, nothing that leaks into the page."""

import io
import re
from xml.etree import ElementTree as ET

from matplotlib.figure import Figure

from checker.render.charts.look import LETTERS, LONG, SVG, WIDTH


def inline(figure: Figure, slug: str, says: tuple[str, str], tips: list[list[str]]) -> str:
    """The picture as one element to put in a page beside others: own ids, no style sheet, tips at its marks."""
    file = io.StringIO()
    figure.savefig(file, format="svg", metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
    root = ET.fromstring(file.getvalue())  # noqa: S314  (matplotlib has just written it)
    for element in root.iter():
        _plain(element)
    for shape in (shape for shapes in root.iter("defs") for shape in shapes.iter("path")):
        for name in [name for name in shape.attrib if name.startswith("stroke")]:
            del shape.attrib[name]  # whoever uses it says so too, where a page's style can reach it
    used = dict.fromkeys(element.get("href", "") for element in root.iter("use"))
    ids = {name: f"#{slug}-{number}" for number, name in enumerate(used)}
    for element in list(root.iter()):
        name = element.attrib.pop("id", "")
        if f"#{name}" in ids:
            element.set("id", ids[f"#{name}"][1:])
        if "href" in element.attrib:
            element.set("href", ids[element.attrib["href"]])
        if name.startswith("tips"):
            for mark, tip in zip(element.iter("use"), tips[int(name[4:])], strict=True):
                ET.SubElement(mark, "title").text = tip
    _tidy(root)
    names = {tag: f"{slug}-{tag}" for tag in ("title", "desc")}
    root[:0] = [ET.Element(tag, {"id": name}) for tag, name in names.items()]
    root[0].text, root[1].text = says
    tall = f"{figure.get_figheight() * 96:.0f}"
    root.attrib = {"xmlns": SVG, "viewBox": root.attrib["viewBox"], "width": f"{WIDTH / 0.75:.0f}", "height": tall}
    root.attrib |= {"role": "img", "aria-labelledby": " ".join(names.values()), **LETTERS}
    return ET.tostring(root, encoding="unicode")


def _brief(number: re.Match[str]) -> str:
    return f"{float(number[0]):.2f}".rstrip("0").rstrip(".")


def _plain(element: ET.Element) -> None:
    """Attributes for styles, which a page may forbid; short numbers; nothing that goes without saying."""
    styles = [part.partition(":") for part in element.attrib.pop("style", "").split(";") if part]
    found = {name.rpartition("}")[2]: value for name, value in element.attrib.items()}
    found |= {name.strip(): value.strip() for name, _, value in styles}
    found = {name: LONG.sub(_brief, " ".join(value.split())) for name, value in found.items()}
    for name in ("font-family", "clip-path", "transform" * found.get("transform", "").startswith("rotate(-0")):
        found.pop(name, None)
    element.tag, element.tail, element.attrib = element.tag.rpartition("}")[2], None, found
    element.text = element.text if element.tag == "text" else None


def _tidy(element: ET.Element) -> list[ET.Element]:
    """What stays of an element: nothing of a style sheet or an empty group, the members of a plain group."""
    element[:] = [kept for child in element for kept in _tidy(child)]
    if element.tag in {"style", "metadata", "clipPath"} or (element.tag in {"g", "defs"} and not len(element)):
        return []
    if element.tag == "g" and all(child.tag == "use" for child in element):  # what all marks share is said once
        shared = set.intersection(*(set(child.attrib.items()) for child in element))
        element.attrib |= {name: value for name, value in sorted(shared) if name not in {"href", "x", "y"}}
        for child in element:
            child.attrib = {name: value for name, value in child.attrib.items() if name not in element.attrib}
    return list(element) if element.tag == "g" and not element.attrib else [element]
