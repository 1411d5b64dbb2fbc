"""A round with all its cases: who sees what of them, its phases, tasks, log and case file."""
