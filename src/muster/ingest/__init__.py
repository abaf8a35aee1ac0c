"""Other people's formats, and articles, to drafts."""
