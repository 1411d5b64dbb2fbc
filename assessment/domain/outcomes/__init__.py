"""What a round leads to for each applicant: award, reasons, decision, and which letter tells it."""
