"""Files to rows of text cells, one at a time, within bounds: what is made to do harm is refused in one line."""
