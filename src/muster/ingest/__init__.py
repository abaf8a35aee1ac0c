"""What other people publish, read into drafts: nothing here becomes a claim without a person's yes."""
