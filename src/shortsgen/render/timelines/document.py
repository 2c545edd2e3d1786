"""XML as editing programs read it: with its doctype, indented, and without what XML 1.0 has no way to write."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from shortsgen.text.visible import visible_line

Attributes = dict[str, str | int]


def root(tag: str, version: str) -> Element:
    """What the doctype names."""
    return Element(tag, {"version": version})


def child(parent: Element, tag: str, text: str | int = "", /, **attributes: str | int) -> Element:
    """A new last child. What is said in it stays in one line, and what nobody sees is written out."""
    made = SubElement(parent, tag, {name: visible_line(str(value)) for name, value in attributes.items()})
    made.text = visible_line(str(text)) or None
    return made


def document(top: Element) -> bytes:
    """The file, in UTF-8. Its root is indented from now on."""
    indent(top)
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE {top.tag}>\n'
    return f"{head}{tostring(top, encoding='unicode')}\n".encode()
