"""What a decision letter is made from, what it must contain, and what it must not tell."""
