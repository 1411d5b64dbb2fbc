"""What of others must not stand in a letter."""

from assessment.domain.discretion import quoted


    other = "Vi ringer, når der er brug for det\n4.6 Viden om målgruppen\nStor."
    text = "4.5: “… og hjælper, når der er brug for det”\n4.6 Viden om målgruppen: “Lille.”"
    assert quoted(text, "", [other]) == ""
