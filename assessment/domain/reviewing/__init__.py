"""Points with reasons, consensus, one applicant's exact marks, and how far reviewers agree."""
