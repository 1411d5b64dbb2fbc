"""Who stands where, and how sure that is: exact for all reasonable weights and reviewers."""
