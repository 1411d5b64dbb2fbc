"""The use cases in the order users meet them; the only joiner of the rooms below."""
