"""Letters: what each says, and the authority's Word templates that it is filled into."""
