"""What of others must not stand in a letter."""

from assessment.domain.discretion import quoted


def test_a_quotation_ends_where_its_mark_does():
    """The form's own words after it stand in everybody's application, whatever was answered before."""
    other = "Vi ringer, når der er brug for det\n4.6 Viden om målgruppen\nStor."
    text = "4.5: “… og hjælper, når der er brug for det”\n4.6 Viden om målgruppen: “Lille.”"
    assert quoted(text, "", [other]) == ""


def test_ten_words_in_a_row_of_anothers_are_found_and_nine_are_not():
    other = "Vi møder hver borger to gange om ugen i de første måneder."
    ten = "I møder hver borger to gange om ugen i de første måneder."
    assert quoted(ten, "", [other]) == "møder hver borger to gange om ugen i de første"
    assert quoted("Hver borger to gange om ugen i de første.", "", [other]) == ""
    assert quoted(ten, other, [other]) == ""
