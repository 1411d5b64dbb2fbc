"""Workbooks: the whole assessment, the scoring sheet and the report, written and read back."""
