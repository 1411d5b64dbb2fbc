"""The letters' templates as they are where the authority has none of its own; `make` writes them."""
