"""The steps, each with its number; one that was released is never edited."""
