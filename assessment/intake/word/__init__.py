"""A Word file from its bytes to one story: package, parts, one walk through their paragraphs and tables."""
