"""From a story to answers: what the form asks, found by tag, label, numbering and layout."""
