"""The 98 Danish municipalities and how people write their names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# fmt: off
MUNICIPALITIES: tuple[str, ...] = (
    "Albertslund", "Allerød", "Assens", "Ballerup", "Billund", "Bornholm", "Brøndby",
    "Brønderslev", "Dragør", "Egedal", "Esbjerg", "Fanø", "Favrskov", "Faxe", "Fredensborg",
    "Fredericia", "Frederiksberg", "Frederikshavn", "Frederikssund", "Furesø",
    "Faaborg-Midtfyn", "Gentofte", "Gladsaxe", "Glostrup", "Greve", "Gribskov", "Guldborgsund",
    "Haderslev", "Halsnæs", "Hedensted", "Helsingør", "Herlev", "Herning", "Hillerød",
    "Hjørring", "Holbæk", "Holstebro", "Horsens", "Hvidovre", "Høje-Taastrup", "Hørsholm",
    "Ikast-Brande", "Ishøj", "Jammerbugt", "Kalundborg", "Kerteminde", "Kolding", "København",
    "Køge", "Langeland", "Lejre", "Lemvig", "Lolland", "Lyngby-Taarbæk", "Læsø",
    "Mariagerfjord", "Middelfart", "Morsø", "Norddjurs", "Nordfyns", "Nyborg", "Næstved",
    "Odder", "Odense", "Odsherred", "Randers", "Rebild", "Ringkøbing-Skjern", "Ringsted",
    "Roskilde", "Rudersdal", "Rødovre", "Samsø", "Silkeborg", "Skanderborg", "Skive",
    "Slagelse", "Solrød", "Sorø", "Stevns", "Struer", "Svendborg", "Syddjurs", "Sønderborg",
    "Thisted", "Tønder", "Tårnby", "Vallensbæk", "Varde", "Vejen", "Vejle", "Vesthimmerlands",
    "Viborg", "Vordingborg", "Ærø", "Aabenraa", "Aalborg", "Aarhus",
)
# fmt: on
"""All municipalities since 2007 in Danish alphabetical order.

Source: the code list of danmarksadresser.dk (kommunekodeliste), the same 98 as Statistics Denmark's
nomenclature; Christiansø (0411) is state-run and no municipality.
"""

_COMMON_NOUN = re.compile(r"\b(regions)?kommunen?\b")
_NO_LETTER = re.compile(r"[\W_]+")


def offered(extra: Iterable[str] = ()) -> tuple[str, ...]:
    """All municipalities and the extra ones in Danish alphabetical order, each once."""
    return tuple(sorted({*MUNICIPALITIES, *extra}, key=_alphabetical))


def municipality(text: str, extra: Iterable[str] = ()) -> str | None:
    """Return the official name of the municipality that a text names, or None where it is none.

    With or without "Kommune", a genitive s, old or new spelling of å and capital letters are all
    the same; a text that says more than a name is not recognised.
    """
    names = {_stem(name): name for name in (*MUNICIPALITIES, *extra)}
    return names.get(_stem(text))


def _stem(text: str) -> str:
    plain = unicodedata.normalize("NFC", text).casefold().replace("å", "aa")
    words = _NO_LETTER.sub(" ", _COMMON_NOUN.sub(" ", plain))
    return words.strip().removesuffix(" s").removesuffix("s")


def _alphabetical(name: str) -> str:
    return name.casefold().replace("aa", "å").translate(str.maketrans("æøå", "{|}"))
