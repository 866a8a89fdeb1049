"""Small changes to a tree that lxml does not offer: wrapping, unwrapping, moving with the text behind."""

from __future__ import annotations

from typing import Any

from lxml import etree


def make(html: str) -> Any:
    """An element out of its markup."""
    found = etree.HTML(f"<html><body>{html}</body></html>")[0][0]
    found.getparent().remove(found)
    return found


def drop(node: Any) -> None:
    """Take an element out and leave the text behind it."""
    _leave(node, node.tail or "")
    node.tail = None


def dissolve(node: Any) -> None:
    """Take an element away and leave what it holds."""
    inside, previous = list(node), node.getprevious()
    if inside:
        inside[-1].tail = (inside[-1].tail or "") + (node.tail or "")
    text = (node.text or "") + ("" if inside else node.tail or "")
    node.tail = None
    for child in inside:
        node.addprevious(child)
    parent = node.getparent()
    parent.remove(node)
    _append_text(parent, previous, text)


def _leave(node: Any, text: str) -> None:
    parent, previous = node.getparent(), node.getprevious()
    if parent is not None:
        parent.remove(node)
        _append_text(parent, previous, text)


def _append_text(parent: Any, previous: Any, text: str) -> None:
    if previous is not None:
        previous.tail = (previous.tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def before(place: Any, node: Any) -> None:
    """Put an element right before another one."""
    place.addprevious(node)


def after(place: Any, node: Any) -> None:
    """Put an element right behind another one, before the text that follows it."""
    tail, place.tail = place.tail, None
    place.addnext(node)
    node.tail = tail


def first(parent: Any, node: Any) -> None:
    """Put an element first into another one, before its text."""
    node.tail, parent.text = parent.text, None
    parent.insert(0, node)


def wrap(node: Any, tag: str, **attributes: str) -> Any:
    """Put an element around another one."""
    wrapper = node.makeelement(tag, {name.rstrip("_"): value for name, value in attributes.items()})
    tail, node.tail = node.tail, None
    node.addprevious(wrapper)
    wrapper.append(node)
    wrapper.tail = tail
    return wrapper


def move(node: Any, place: Any, how: Any) -> None:
    """Move an element with `before`, `after` or `first`; the text behind it stays where it was."""
    if place is node or any(up is node for up in place.iterancestors()):
        return
    copy = node
    parent = node.getparent()
    tail, node.tail = node.tail, None
    previous = node.getprevious()
    parent.remove(node)
    if tail and previous is not None:
        previous.tail = (previous.tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail
    how(place, copy)


def rename(node: Any, tag: str) -> None:
    """Give an element another tag."""
    node.tag = tag


def swap(outer: Any, inner: Any) -> None:
    """Turn an element inside out around its only child: ``<h3><a>`` becomes ``<a><h3>``."""
    outer.tag, inner.tag = inner.tag, outer.tag
    ours, theirs = dict(outer.attrib), dict(inner.attrib)
    for node, attributes in ((outer, theirs), (inner, ours)):
        for name in list(node.attrib):
            del node.attrib[name]
        for name, value in attributes.items():
            node.set(name, value)
