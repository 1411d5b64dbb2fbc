"""What criteria.yaml says, as frozen values: form, requirements, criteria, rounds, fixed texts."""
