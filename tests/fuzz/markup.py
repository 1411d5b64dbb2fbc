"""Ways in which the XML of a part can be wrong: in its tree, and in its bytes."""

from __future__ import annotations

import copy
import re
from random import Random

from lxml import etree

NUMBERS = (
    "-1",
    "0",
    "9",
    "99999999999999999999",
    "2147483648",
    "1.5",
    "1e9",
    "0x41",
    "",
    " 7 ",
    "٣",
    "²",
    "NaN",
)
TEXTS = (
    "", " ", "\u00a0", "\u200b\ufeff", "\u202eomvendt\u202c", "e" + "\u0301" * 300, "\U0001f469\u200d\U0001f4bb",
    "\ufffe", "½ år", "ÆØÅ" * 2000, "4.1 ", "☒", "x" * 70_000, "\u2028\u2029\x85", "</w:p>", "&#1;", "}{\\",
)  # fmt: skip
DEPTHS = (2, 30, 260, 3000)
_DECLARED = re.compile(rb"""(xmlns(?::\w+)?=["'])([^"']*)""")
_TAG = re.compile(rb"<[^>]{1,400}>")


def _elements(root: etree._Element) -> list[etree._Element]:
    return [each for each in root.iter(etree.Element) if each is not root]


def _delete(root: etree._Element, random: Random) -> None:
    element = random.choice(_elements(root))
    element.getparent().remove(element)


def _unwrap(root: etree._Element, random: Random) -> None:
    element = random.choice(_elements(root))
    parent = element.getparent()
    at = parent.index(element)
    parent[at : at + 1] = list(element)


def _repeat(root: etree._Element, random: Random) -> None:
    element = random.choice(_elements(root))
    for _ in range(random.choice((1, 3, 40))):
        element.addnext(copy.deepcopy(element))


def _move(root: etree._Element, random: Random) -> None:
    element, goal = random.choices(_elements(root), k=2)
    if goal not in set(element.iter()):
        goal.insert(random.randint(0, len(goal)), element)


def _swap(root: etree._Element, random: Random) -> None:
    one, other = random.choices(_elements(root), k=2)
    if one in set(other.iter()) or other in set(one.iter()):
        return
    here = etree.SubElement(root, "here")
    one.getparent().replace(one, here)
    other.getparent().replace(other, one)
    here.getparent().replace(here, other)


def _rename(root: etree._Element, random: Random) -> None:
    one, other = random.choices(_elements(root), k=2)
    one.tag = other.tag


def _change_attribute(root: etree._Element, random: Random) -> None:
    elements = [each for each in _elements(root) if each.attrib]
    if elements:
        element = random.choice(elements)
        element.set(random.choice(list(element.attrib)), random.choice(NUMBERS + TEXTS[:10]))


def _exchange_attributes(root: etree._Element, random: Random) -> None:
    one, other = random.choices(_elements(root), k=2)
    kept = dict(one.attrib)
    one.attrib.clear()
    one.attrib.update(other.attrib)
    other.attrib.clear()
    other.attrib.update(kept)


def _drop_attributes(root: etree._Element, random: Random) -> None:
    for element in random.choices(_elements(root), k=5):
        element.attrib.clear()


def _change_text(root: etree._Element, random: Random) -> None:
    element = random.choice(_elements(root))
    element.text = random.choice(TEXTS)


def _add_tail(root: etree._Element, random: Random) -> None:
    random.choice(_elements(root)).tail = random.choice(TEXTS)


def _add_other_nodes(root: etree._Element, random: Random) -> None:
    for node in (etree.Comment("tekst"), etree.ProcessingInstruction("a", "b")):
        random.choice(_elements(root)).insert(0, node)


TREE_CHANGES = (
    _delete, _unwrap, _repeat, _move, _swap, _rename, _change_attribute, _change_attribute,
    _exchange_attributes, _drop_attributes, _change_text, _add_tail, _add_other_nodes,
)  # fmt: skip


def _nest(markup: bytes, random: Random) -> bytes:
    """Put an element into itself many times over."""
    tags = [each for each in _TAG.finditer(markup) if each[0][1:2] not in b"/?!"]
    if not tags:
        return markup
    tag = random.choice(tags)
    name = re.split(rb"[\s/>]", tag[0][1:], maxsplit=1)[0]
    depth = random.choice(DEPTHS)
    before, after = markup[: tag.start()], markup[tag.start() :]
    return (
        before
        + b"<"
        + name
        + b">"
        + (b"<" + name + b">") * depth
        + (b"</" + name + b">") * depth
        + b"</"
        + name
        + b">"
        + after
    )


def _change_namespace(markup: bytes, random: Random) -> bytes:
    declared = list(_DECLARED.finditer(markup))
    if not declared:
        return markup
    one, other = random.choices(declared, k=2)
    uri = random.choice((other[2], b"urn:ukendt", b"", one[2] + b"/2", one[2].upper()))
    return markup[: one.start(2)] + uri + markup[one.end(2) :]


def _cut(markup: bytes, random: Random) -> bytes:
    return markup[: random.randint(0, len(markup))]


def _lose(markup: bytes, random: Random) -> bytes:
    start = random.randint(0, len(markup))
    return markup[:start] + markup[start + random.choice((1, 3, 50, 4000)) :]


def _flip(markup: bytes, random: Random) -> bytes:
    changed = bytearray(markup)
    for _ in range(random.choice((1, 4, 30))):
        if changed:
            changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def _insert(markup: bytes, random: Random) -> bytes:
    at = random.randint(0, len(markup))
    piece = random.choice(
        (*TEXTS, "<![CDATA[x]]>", "<!--x-->", "<?x?>", "&x;", "&#xD800;", "&#0;", "<w:p>", "<x")
    )
    return markup[:at] + piece.encode() + markup[at:]


def _define(markup: bytes, random: Random) -> bytes:
    entity = random.choice((b'<!ENTITY x "y">', b'<!ENTITY x SYSTEM "file:///etc/hostname">', b""))
    return b"<!DOCTYPE w [" + entity + b"]>" + markup


def _encode(markup: bytes, random: Random) -> bytes:
    text = markup.decode("utf-8", "replace")
    encoding = random.choice(
        ("utf-16", "utf-16-le", "utf-8-sig", "latin-1", "utf-32", "utf-7", "cp037")
    )
    declared = random.choice(
        ("", f'<?xml version="1.0" encoding="{encoding}"?>', "<?xml version='1.1'?>")
    )
    return (declared + text).encode(encoding, "replace")


BYTE_CHANGES = (
    _nest,
    _nest,
    _change_namespace,
    _cut,
    _lose,
    _flip,
    _insert,
    _insert,
    _define,
    _encode,
)


def changed_markup(markup: bytes, random: Random) -> bytes:
    """Return a part's XML with a few things wrong in it; more often a sound tree than broken bytes."""
    changed = _changed_tree(markup, random) if random.random() < 0.75 else markup
    if changed == markup or random.random() < 0.3:
        return random.choice(BYTE_CHANGES)(changed, random)
    return changed


def _changed_tree(markup: bytes, random: Random) -> bytes:
    try:
        root = etree.fromstring(markup)
    except etree.XMLSyntaxError:
        return markup
    for _ in range(random.choice((1, 2, 8))):
        if _elements(root):
            try:
                random.choice(TREE_CHANGES)(root, random)
            except ValueError:
                continue  # lxml will not write such a text itself
    return etree.tostring(root)
