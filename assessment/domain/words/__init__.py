"""Danish words, numbers, dates and cells: how text is written and compared, everywhere alike."""
