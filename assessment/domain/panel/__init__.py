"""Who takes part, what each may do and when, who is impartial, and who reviews what."""
