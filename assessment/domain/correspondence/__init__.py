"""What passes between the authority and applicants before a decision, and until when."""
