"""Claims on a time axis, and above them the reported strength: one chart for the page and for files.

`bars` says what is drawn, `levels` how many are reported, `scene` where each mark stands, `chart` makes Altair of it, `files` bytes.
"""
