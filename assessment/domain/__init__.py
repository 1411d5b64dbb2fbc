"""Pure rules and frozen values of an assessment; no files, database, screen, clock or network."""
