"""The authority's own Word templates: filled in where they can do no harm, and checked before that.

A template holds fields, {% if %} and {% for %}; anything else of Jinja is refused by name, and what is
left runs in Jinja's sandbox. What people typed stays text whatever it looks like, and all of it stands
in the letter.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, MutableMapping
from difflib import get_close_matches
from functools import cache, lru_cache
from itertools import chain
from typing import Any, cast

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE
from docx.opc.exceptions import OpcError
from docx.opc.package import OpcPackage
from docx.opc.part import Part, XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template, TemplateSyntaxError, Undefined, nodes
from jinja2.exceptions import TemplateError, TemplateRuntimeError
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from assessment.domain.outcomes.letter import LetterKind
from assessment.domain.rules.appeal import denied
from assessment.notes import word
from assessment.notes.letters.fields import OPTIONAL, Fields, marker, names, specimen, texts_in

MAX_FILE, MAX_INFLATED = 10_000_000, 60_000_000
"""Bytes of a template, and of all that is packed in it."""
MAX_MARKUP, MAX_FILLED, MAX_BRACES = 20_000_000, 1_000_000, 4_000
"""Bytes of all markup in a template; characters of a part that is filled in, and braces among them."""

_ALLOWED = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Const),
    *(nodes.For, nodes.If, nodes.Not, nodes.And, nodes.Or),
)
_LOOP = frozenset({"first", "last", "index"})
_FROM_OUTSIDE = re.compile(
    r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT|RD|DATABASE)\b", re.IGNORECASE
)
_EMBEDDED = ("oleObject", "package", "control", "aFChunk", "subDocument", "vbaProject")
_VANISH = qn("w:vanish")
_UNSEEN = {
    qn("w:comment"): "Skabelonen rummer kommentarer, som ville følge med hvert brev. Slet dem.",
    **dict.fromkeys(
        map(qn, ("w:ins", "w:del", "w:moveFrom", "w:moveTo")),
        "Skabelonen rummer sporede ændringer. Acceptér eller afvis dem i Word.",
    ),
    _VANISH: "Skabelonen rummer skjult tekst, som ville følge med hvert brev. Vis eller slet den.",
}
_UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, OpcError, OSError, EOFError),
    *(KeyError, ValueError, NotImplementedError, RuntimeError, SyntaxError, AttributeError),
)
"""What python-docx and zipfile raise for what is no Word file; lxml's own error is a SyntaxError."""
_UNFILLABLE = (
    *(TemplateError, RecursionError),
    *(SyntaxError, TypeError, ValueError, KeyError, AttributeError),
)


class _Template(DocxTemplate):  # type: ignore[misc] # docxtpl has no types
    """A template whose own properties are nothing to fill in: the letter gets others."""

    def render_properties(self, *_: object) -> None:
        """Leave them as they are."""


def fill(
    template: bytes, fields: Fields, properties: word.Properties, *, mark: str = ""
) -> tuple[bytes, tuple[str, ...]]:
    """The template with the fields' values in their places, as a .docx of these properties.

    Beside it the fields of which something does not stand in it, as where a template shows the first
    of several alone. `mark` stands at the head of every page. The template has been checked.
    """
    made = _filled(template, fields, properties, mark)
    return word.to_bytes(made), tuple(_unsaid(made.part.package, fields))


def _filled(template: bytes, fields: Fields, properties: word.Properties, mark: str) -> Document:
    filled = _Template(io.BytesIO(template))
    filled.init_docx()
    if mark:
        word.mark(filled.docx, mark)
    filled.render(fields, _environment())
    word.describe(filled.docx, properties)
    return cast("Document", filled.docx)


@lru_cache(maxsize=32)
def check_template(kind: LetterKind, template: bytes) -> tuple[str, ...]:
    """Why a template cannot be used for a kind of letter, a Danish sentence each; none where it can."""
    unsound = _package_problem(template)
    if unsound:
        return (unsound,)
    opened = DocxTemplate(io.BytesIO(template))
    try:
        opened.init_docx()
    except _UNREADABLE:
        return (_NOT_WORD,)
    found = (*_foreign(opened.docx), *_misused(opened, kind), *_unfounded(opened.docx))
    return tuple(dict.fromkeys(found)) or _left_out(kind, template) or tuple(_unseen(opened.docx))


_TOO_LONG = "Skabelonen er for lang til at være et brev. Slet det, der ikke skal stå i hvert brev."
_NOT_WORD = "Skabelonen er ikke en Word-fil (.docx), der kan åbnes. Gem den som Word-dokument."


_UNFIT = (
    "Skabelonen kan ikke udfyldes, som den er. Begynd med standardskabelonen, og sæt jeres brevpapir "
    "på den igen."
)


def _package_problem(template: bytes) -> str:
    """What makes the file no plain Word document of a sensible size."""
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as package:
            sizes = [(each.filename, each.file_size) for each in package.infolist()]
            if len(template) > MAX_FILE or sum(size for _, size in sizes) > MAX_INFLATED:
                return "Skabelonen er for stor. Gør billederne i den mindre."
            if sum(size for name, size in sizes if name.endswith(".xml")) > MAX_MARKUP:
                return _TOO_LONG
            types = package.read("[Content_Types].xml")
    except _UNREADABLE:
        return _NOT_WORD
    if b"macroEnabled" in types or b"vbaProject" in types:
        return "Skabelonen rummer makroer. Gem den som Word-dokument (.docx) uden makroer."
    return ""


def _foreign(document: Document) -> Iterator[str]:
    """What would fetch something from outside or run something when the letter is opened."""
    package = document.part.package
    for each in package.iter_rels():
        kind = each.reltype.rsplit("/", 1)[-1]
        if each.is_external and kind != "hyperlink":
            yield f"Skabelonen henter noget udefra ({kind}: {each.target_ref}). Sæt det ind i filen i stedet."
        elif kind in _EMBEDDED:
            yield f"Skabelonen rummer et indlejret objekt ({kind}). Slet det."
    for part in package.iter_parts():
        root = _root(part)
        if root is None:
            continue
        if root.getroottree().docinfo.doctype:  # Word writes none, and it may name files
            yield _NOT_WORD
        found = _FROM_OUTSIDE.search(_instructions(root))
        if found:
            yield f"Skabelonen rummer Word-feltet {found[0].upper()}, som henter noget udefra. Slet det."


def _instructions(root: Any) -> str:  # noqa: ANN401 - lxml has no types
    """The codes of Word's own fields in a part, one a line, joined as Word joins the pieces of each."""
    told = {qn("w:instrText"): "", qn("w:fldChar"): "\n", qn("w:fldSimple"): "\n"}
    pieces = (
        f"{told[each.tag]}{each.get(qn('w:instr'), '')}{each.text or ''}"
        for each in root.iter(*told)
    )
    return "".join(pieces)


def _unfounded(document: Document) -> Iterator[str]:
    """What a template must not say by itself: it takes a legal basis, which a field tells."""
    if denied(_shown_in(document.part.package)):
        yield (
            "Skabelonen siger, at afgørelsen ikke kan påklages. Slet det: feltet “klagevejledning” siger det, når "
            "retsgrundlaget står i criteria.yaml."
        )


def _unseen(document: Document) -> Iterator[str]:
    """What nobody sees on paper, and whoever gets the letter finds in it."""
    parts = map(_root, document.part.package.iter_parts())
    marks = (each for root in parts if root is not None for each in root.iter(*_UNSEEN))
    found = {each.tag for each in marks if each.tag != _VANISH or _hides(each)}
    yield from dict.fromkeys(_UNSEEN[each] for each in _UNSEEN if each in found)


def _hides(mark: Any) -> bool:  # noqa: ANN401 - as above
    """Whether a mark of hidden text is set on a text; a style that hides may well be used by none."""
    of_a_text = mark.getparent().getparent().tag == qn("w:r")
    return of_a_text and mark.get(qn("w:val"), "1") not in {"0", "false", "off"}


def _root(part: Part) -> Any:  # noqa: ANN401 - lxml has no types
    """The markup of a part, also of one that is only carried along, as notes at the foot are."""
    if isinstance(part, XmlPart):
        return part.element
    try:
        return parse_xml(part.blob) if part.content_type.endswith("xml") else None
    except SyntaxError:
        return None


def _misused(opened: DocxTemplate, kind: LetterKind) -> Iterator[str]:
    """What stands between braces and is no field of this kind of letter, or more than a field."""
    parts = list(_fillable(opened))
    if any(len(each) > MAX_FILLED or each.count("{") > MAX_BRACES for each in parts):
        yield _TOO_LONG
        return
    for source in map(opened.patch_xml, parts):
        lines = re.sub(r"<w:p([ >])", r"\n<w:p\1", source).splitlines()
        try:
            parsed = _environment().parse("\n".join(lines))
        except TemplateSyntaxError as error:
            told = re.sub(r"<[^>]+>", "", lines[error.lineno - 1]).strip()
            yield f"Et felt er skrevet forkert ved “{told[:80]}”. Efterse klammerne {{{{ }}}} og {{% %}}."
        except RecursionError:
            yield "Skabelonen har for mange klammer inden i hinanden. Efterse klammerne {{ }} og {% %}."
        else:
            yield from _wrong(parsed, kind)


def _fillable(opened: DocxTemplate) -> Iterator[str]:
    """The markup of the parts that are filled in."""
    yield opened.get_xml()
    for uri in (opened.HEADER_URI, opened.FOOTER_URI):
        for _, part in opened.get_headers_footers(uri):
            yield opened.get_part_xml(part)
    for part in opened.docx.part.package.iter_parts():
        if part.content_type == CONTENT_TYPE.WML_FOOTNOTES:
            yield part.blob.decode(errors="replace")


def _wrong(parsed: nodes.Template, kind: LetterKind) -> Iterator[str]:
    known = {part for name in names(kind) for part in (name, name.split(".")[0])}
    parts = {name.split(".")[1] for name in known if "." in name} | _LOOP
    own = {_named(each) for each in parsed.find_all(nodes.For)} | {"loop"}
    for node in _every(parsed):
        if not isinstance(node, _ALLOWED) or (isinstance(node, nodes.For) and not _plain(node)):
            yield (
                f"Skabelonen bruger {_shown(node)}, som ikke er tilladt. Brug kun felter, {{% if felt %}} og "
                "{% for afsnit in felt %}."
            )
        elif isinstance(node, nodes.Name) and node.ctx == "load" and node.name not in known | own:
            yield _unknown(node.name, kind, {each for each in known if "." not in each})
        elif isinstance(node, nodes.Getattr) and node.attr not in parts:
            yield _unknown(node.attr, kind, parts - _LOOP)


def _every(node: nodes.Node) -> Iterator[nodes.Node]:
    """A node and all within it; nothing within what is not allowed, for one sentence is enough."""
    yield node
    if isinstance(node, _ALLOWED):
        for each in node.iter_child_nodes():
            yield from _every(each)


def _plain(loop: nodes.For) -> bool:
    return bool(_named(loop)) and not loop.recursive


def _named(loop: nodes.For) -> str:
    """What a loop calls each of its things; "" where it takes them apart."""
    return loop.target.name if isinstance(loop.target, nodes.Name) else ""


def _shown(node: nodes.Node) -> str:
    """What a node is, in words of whoever wrote it."""
    match node:
        case nodes.Call(node=nodes.Getattr(attr=name)) | nodes.Call(node=nodes.Name(name=name)):
            return f"kaldet “{name}(…)”"
        case nodes.Filter(name=name):
            return f"filteret “|{name}”"
        case nodes.Getitem():
            return "et opslag med […]"
        case _:
            return f"Jinjas “{type(node).__name__}”"


def _unknown(name: str, kind: LetterKind, known: set[str]) -> str:
    meant = get_close_matches(name, sorted(known), 1)
    hint = f" Mente du “{meant[0]}”?" if meant else ""
    return f"Feltet “{name}” findes ikke i breve af typen {kind}.{hint}"


def _left_out(kind: LetterKind, template: bytes) -> tuple[str, ...]:
    """What a letter of everything would lack: the fields that cannot be read in it once it is filled in."""
    try:
        made = _filled(template, specimen(kind), word.Properties("", ""), "")
    except _UnfitError as error:
        return (f"Skabelonen kan ikke udfyldes: {error}",)
    except _UNFILLABLE:
        return (_UNFIT,)
    package = made.part.package
    texts = [each.blob for each in package.iter_parts() if each.partname.endswith(".xml")]
    if any(b"{{" in each or b"{%" in each for each in texts):
        return ("Skabelonen har felter et sted, hvor de ikke bliver udfyldt, fx i en kommentar.",)
    return tuple(_not_shown(package, kind))


def _not_shown(package: OpcPackage, kind: LetterKind) -> Iterator[str]:
    """The fields that do not stand where Word shows a text, or stand elsewhere too."""
    shown = _shown_in(package)
    every = "".join(str(each.xpath("string(.)")) for each in _roots(package))
    for name in names(kind):
        times = shown.count(marker(name))
        if every.count(marker(name)) > times:
            yield f"Feltet “{name}” skal stå som {{{{ felt }}}} i en tekst, ikke som {{{{p felt }}}} eller lignende."
        elif not times and name not in OPTIONAL:
            yield f"Skabelonen mangler feltet “{name}”, som skal stå i breve af typen {kind}."


def _unsaid(package: OpcPackage, fields: Fields) -> Iterator[str]:
    """The fields of which a text cannot be read in a letter as often as they say it, in any lines."""
    said = {
        name: [_squeezed(each) for each in texts_in(value)]
        for name, value in fields.items()
        if name not in OPTIONAL
    }
    every, shown = list(chain.from_iterable(said.values())), _squeezed(_shown_in(package))
    for name, own in said.items():
        if any(shown.count(each) < sum(other.count(each) for other in every) for each in own):
            yield name


def _squeezed(text: str) -> str:
    return "".join(word.clean(text).split())


def _shown_in(package: OpcPackage) -> str:
    """The text that Word shows in a document and on its margins."""
    return "".join(each.text or "" for root in _roots(package) for each in root.iter(qn("w:t")))


def _roots(package: OpcPackage) -> list[Any]:
    return [each.element for each in package.iter_parts() if isinstance(each, XmlPart)]


class _UnfitError(TemplateRuntimeError):
    """A field that is shown in a way that gives no text, told in Danish."""


class _Sandbox(SandboxedEnvironment):
    """Jinja's sandbox, which compiles each text once: a round's letters come from a few templates."""

    def from_string(
        self,
        source: str | nodes.Template,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - Jinja's name for it
        template_class: type[Template] | None = None,
    ) -> Template:
        """Return the text as a template, the same for the same text."""
        if isinstance(source, str) and globals is None and template_class is None:
            return _compiled(source)
        return super().from_string(source, globals, template_class)


@lru_cache(maxsize=256)
def _compiled(source: str) -> Template:
    return SandboxedEnvironment.from_string(_environment(), source)


@cache
def _environment() -> SandboxedEnvironment:
    return _Sandbox(autoescape=True, undefined=StrictUndefined, finalize=_as_text)


def _as_text(value: object) -> object:
    """A value as text in Word's XML, and never as anything that Jinja or docxtpl reads on."""
    if isinstance(value, Undefined):
        return value
    if isinstance(value, tuple) and all(isinstance(each, str) for each in value):
        value = "\n".join(value)
    if not isinstance(value, str | int):
        raise _UnfitError(
            "Et felt, der rummer flere ting, skal stå i {% for … in … %} og vises del for del."
        )
    # docxtpl turns "{_{" into "{{" after Jinja; braces told by their numbers are out of its sight.
    said = str(escape(word.clean(str(value)))).replace("{", "&#123;").replace("}", "&#125;")
    return Markup(said)  # noqa: S704 - escaped right above
