"""From a story to answers: what the form asks, found by tag, label, numbering and layout.

`confidence` holds the scale on which every answer says how sure it is.
"""
