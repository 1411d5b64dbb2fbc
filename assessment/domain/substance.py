"""Whether a reason says anything: a letter of stock phrases explains no decision.

A refusal that says only that the applications were assessed and prioritised gives no main
considerations (FOB 2012-18), and one whose words fit every applicant no circumstances of this case
(FOB 96-335). Points explain nothing either.
"""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+")
_FEWEST = 2
"""Words that say something of somebody: one by itself is none."""

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
point pointene pointtal score scoren nul to tre fire fem
"""
"""Words of which whole refusals can be made without a word on the application."""
_STOCK = frozenset(_SAID.split())


def hollow(text: str) -> bool:
    """Whether a text explains nothing: no words, or only words that fit every application."""
    words = [each.casefold() for each in _WORD.findall(text)]
    return len(words) < _FEWEST or _STOCK.issuperset(words)
