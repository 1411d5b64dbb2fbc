"""The reviewers' agreement beside the ranking: measures, what they can say, and nothing praised."""

from __future__ import annotations

from assessment import tables
from assessment.domain.rounds.ratings import agreements
from assessment.workflow.cases import round_cases
from tests import builders
from tests.ui import screen

CAPTION = (
    "Ansøgninger, som mindst to har vurderet, med bedømmernes egne point, også efter konsensus. "
    "Alfa er Krippendorffs for ordnede skalaer. Intervallet er fundet ved at trække ansøgningerne "
    "tilfældigt om 1.000 gange (startværdi 1). AC2 er Gwets mål, som er mindre følsomt, når næsten "
    "alle point er ens."
)
NOT_SAID = ["kun 10 vurderinger delt med andre; kræver 20"] * 2 + [
    "kun 9 vurderinger delt med andre; kræver 20"
]


def reviewers(app):
    return app.tabs[2]


def test_agreement_in_the_demo_round_stands_with_how_little_it_says(open_page, demo_workflow):
    tab = reviewers(open_page("ranking", on=demo_workflow, ranking_tab="Bedømmere"))
    assert screen.values(tab.subheader) == ["Uenighed", "Gennemsnit for hvert aspekt", "Enighed"]
    assert screen.values(tab.markdown)[1:] == [
        (
            "Alfa siger, hvor enige bedømmerne er ud over det tilfældige: 1 er fuld enighed, 0 er, hvad "
            "tilfældige point ville give, og under 0 er de mere uenige end det. Få vurderinger gør "
            "tallet usikkert, og under 50 ansøgninger kan der ikke sluttes noget af det."
        ),
        "#### Bedømmernes niveau",
    ]
    assert screen.values(tab.caption)[1] == CAPTION
    assert screen.rows(tab.table[-2])[-1] == (
        "Alle aspekter", "0,78", "0,58 til 0,85", "0,90", "98 %", "10", "261", "under 50 ansøgninger"
    )  # fmt: skip
    assert [row[1:] for row in screen.rows(tab.table[-1])] == [
        ("–", why.split()[1], why) for why in NOT_SAID
    ]


def test_the_table_is_of_the_reviews_that_are_seen(open_page, demo_workflow):
    app = open_page("ranking", on=demo_workflow, ranking_tab="Bedømmere")
    round_ = round_cases(demo_workflow, "demo", builders.lead(demo_workflow))
    expected = tables.agreement(agreements(round_.cases, round_.scheme))
    assert screen.rows(reviewers(app).table[-2]) == list(
        expected.itertuples(index=False, name=None)
    )


def test_reviews_by_one_alone_have_no_agreement(open_page, register, workflow):
    register()
    anne = builders.reviewer(workflow)
    builders.assigned(workflow, 1, anne)
    builders.scored(workflow, 1, anne)
    tab = reviewers(open_page("ranking", ranking_tab="Bedømmere"))
    assert screen.values(tab.markdown) == [
        "Ingen.",
        "Ingen ansøgning er vurderet af mindst to, så der er ingen enighed at gøre op.",
    ]
    assert len(tab.table) == 2  # each reviewer's totals, and the means


def test_reviews_that_are_all_alike_have_no_alpha(open_page, register, workflow):
    register()
    both = [builders.reviewer(workflow, name) for name in ("Anne Holm", "Bo Lund")]
    builders.assigned(workflow, 1, *both)
    for each in both:
        builders.scored(workflow, 1, each)
    tab = reviewers(open_page("ranking", ranking_tab="Bedømmere"))
    assert screen.rows(tab.table[-2])[-1] == (
        "Alle aspekter", "–", "–", "–", "100 %", "1", "18", "alle point er ens; under 50 ansøgninger"
    )  # fmt: skip
