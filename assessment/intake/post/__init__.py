"""From what arrives to files: messages, mailbox exports and zips opened with bounds, none of it trusted."""
