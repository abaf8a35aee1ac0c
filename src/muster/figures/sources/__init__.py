"""The table of sources as a figure: `rows` (what each said), `table` (drawn) and `slide` (a native table)."""
