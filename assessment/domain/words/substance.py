"""Whether a reason says anything: a letter of stock phrases explains no decision.

A refusal that says only that the applications were assessed and prioritised gives no main
considerations (FOB 2012-18), and one whose words fit every applicant no circumstances of this case
(FOB 96-335). Points explain nothing either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from assessment.domain.words.danish import seen

_WORD = re.compile(r"[^\W\d_]{2,}")
_FEWEST = 2
"""Words that say something of somebody: one by itself, or one again and again, is none."""

_SAID = """
vi i jer jeres os vores man styrelsen sbst den det der de dem denne dette disse som at en et og eller men
har have er var blev blive bliver været kan kunne skal ikke ingen alle alt af på til for fra efter ud ind om
med ved over under inden end så derfor desværre her hermed også andre øvrige flere mange bedre bedst bedste
højere lavere mindre mest stk tal se jf jævnfør felt felterne afsnit punkt side bilag ovenfor nedenfor
ansøgning ansøgningen ansøgninger ansøgningerne ansøger ansøgere ansøgerne søgt modtaget vurdere vurderet
vurdering vurderingen vurderes vurderingskriterier vurderingskriterierne prioritere prioriteret prioriteres
prioritering prioriteringen prioriterede afvejet afvejning samlet samlede konkret konkrete faglig faglige
helhedsvurdering skøn skønnet kriterie kriterier kriterierne kriterium kriteriet vejledning vejledningen
grundlag forhold sammenlignet sammenligning udvalgt udvælgelse udvælgelsen valgt fravalgt kommet betragtning
imødekommet imødekommes afslag afslået støtte midler midlerne ramme rammen rammer pladser antal begrænset
begrænsede tilstrækkelig tilstrækkeligt højt lavt placeret placering rangeret rangering begrundelse begrundet
point pointene pointtal score scoren scorer nul to tre fire fem
ansøgers ansøgningens lagt lægger lægges vægt vægtet styrke styrker styrkerne svaghed svagheder svaghederne krav
kravet kravene betingelse betingelsen betingelser betingelserne opfylde opfylder opfyldes opfyldt grad delvist
stærkere stærkeste svagere kvalificeret kvalificerede kvalitet niveau konkurrence konkurrencen måttet måtte give
giver givet gives da fordi grunden blandt henvise henviser henvises foretage foretaget foretages individuel
individuelle individuelt helhed afgørelse afgørelsen indstilling indstillingen udfald udfaldet behandlet ja nej
"""
"""Words of which whole refusals can be made without a word on the application."""
_STOCK = frozenset(_SAID.split())


def blank(text: str) -> bool:
    """Whether there is nothing to read in a text: no letter and no digit."""
    return not any(map(str.isalnum, seen(text)))


def hollow(text: str, phrases: Iterable[str] = ()) -> bool:
    """Whether a text explains nothing: too few words, or only words that fit every application.

    `phrases` are further words that explain nothing where they stand together as they are given.
    """
    left = _words(text)
    if len(set(left.split())) < _FEWEST:
        return True
    found = (each for each in map(_words, phrases) if each and each in left)
    for each in sorted(found, key=len, reverse=True):
        left = left.replace(each, "")
    return _STOCK.issuperset(left.split())


@lru_cache(maxsize=1 << 12)
def _words(text: str) -> str:
    """The words of a text between two spaces each, so that one is found in another as a whole."""
    return "".join(f" {each} " for each in _WORD.findall(seen(text).casefold()))
