"""The formal check: a proposal for each requirement with its evidence, and the flags."""
