"""Working without the tool: a sheet to take along, and what was filled in looked at before it is taken in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import streamlit as st

from assessment import tables
from assessment.domain.panel.access import Act, may
from assessment.domain.rounds.scoring_sheet import Change, Fault, Upload
from assessment.domain.words.cells import LARGEST
from assessment.domain.words.wording import counted
from assessment.errors import AssessmentError
from assessment.ui import doing, markup, session
from assessment.ui.components import Place, attempt, download, table
from assessment.ui.pages.review.own import assigned, review_of
from assessment.workflow import offline
from assessment.workflow.core import Workflow

KEY = "offline"
"""What is told of the sheet that was taken in is told under this key."""

_UPLOADS = "filled_sheets"
_SAVED, _SHEET = "Det, der er gemt", "Det, arket siger"
_SHOWN = 50
"""Cells named one by one; the rest is counted."""


def show(workflow: Workflow, place: Place) -> None:
    """Offer the sheet to whoever has something to score, and take in what comes back."""
    person = place.person
    waiting = any(not review_of(case, person).submitted for case in assigned(place))
    if not waiting or not may(person, Act.SCORE, place.round.phase):
        return
    with st.expander("Arbejd uden net", key="offline"):
        doing.tell(KEY)
        st.markdown(
            "Hent et regneark med de ansøgninger, du mangler at indsende, udfyld det, hvor du er, og "
            "læg det ind her. Du ser, hvad der bliver ændret, før noget bliver gemt. Det, du har "
            "indsendt, bliver aldrig ændret."
        )
        download("Hent pointark", f"pointark/{place.round.round.id}", key="scoring_sheet")
        count = session.whole(_UPLOADS) or 0
        file = st.file_uploader(
            "Udfyldt pointark (.xlsx)", type="xlsx", max_upload_size=LARGEST, key=f"filled_{count}"
        )
        if file is not None:
            _look(workflow, place, file.getvalue(), count)


def _look(workflow: Workflow, place: Place, content: bytes, count: int) -> None:
    """Tell what a sheet would change; save what was chosen of it once somebody says so."""
    try:
        upload = offline.check(workflow, place.round.round.id, content, place.person)
    except AssessmentError as refusal:
        st.error(markup.plain(str(refusal)))
        return
    if not upload.changes and not upload.faults:
        st.info("Arket siger det samme, som der er gemt. Der er intet at hente ind.")
        return
    _faults(upload.faults)
    chosen = [*_plain(upload), *_chosen(upload.conflicts, count)]
    if not st.button("Hent ind", type="primary", disabled=not chosen, key="take_sheet"):
        return
    taken: list[int] = []
    refused = attempt(
        lambda: taken.append(
            offline.take(workflow, place.round.round.id, chosen, place.person),
        )
    )
    if refused:
        st.error(markup.plain(refused))
        return
    session.put(_UPLOADS, count + 1)  # a new key empties the uploader
    doing.say(KEY, f"Hentet ind: {counted(taken[0], 'aspekt', 'aspekter')} er gemt.")
    st.rerun()


def _faults(faults: Sequence[Fault]) -> None:
    if not faults:
        return
    told = "".join(f"\n- {markup.plain(each.sentence)}." for each in faults[:_SHOWN])
    rest = f"\n- … og {len(faults) - _SHOWN} til." if len(faults) > _SHOWN else ""
    st.error(
        f"{counted(len(faults), 'felt', 'felter')} i arket kan ikke bruges. Rækker med fejl bliver ikke "
        f"hentet ind; ret dem i arket, og læg det ind igen.\n{told}{rest}"
    )


def _plain(upload: Upload) -> Sequence[Change]:
    if upload.plain:
        st.markdown(f"**Det bliver ændret ({len(upload.plain)})**")
        table(tables.changes(upload.plain))
    return upload.plain


def _chosen(conflicts: Sequence[Change], count: int) -> Iterator[Change]:
    """The conflicts in which somebody wants what the sheet says; what is saved stands otherwise."""
    if conflicts:
        st.warning(
            f"Du har selv ændret {counted(len(conflicts), 'aspekt', 'aspekter')} i programmet, efter "
            "at arket blev dannet. Vælg, hvad der skal stå."
        )
    for each in conflicts:
        with st.container(border=True):
            table(tables.changes([each]))
            wanted = st.radio(
                f"Hvad skal stå for {markup.plain(each.name)}, {each.aspect}?",
                [_SAVED, _SHEET],
                key=f"conflict_{each.application}_{each.aspect}_{count}",
                horizontal=True,
            )
        if wanted == _SHEET:
            yield each
