"""Every view as a clean figure, drawn here and not in a browser: the same on every machine, with its sources on it.

A figure is asked for with one value, a `FigureSpec`. What it says beside the picture (clocks, sources, tally, caveat,
version) comes from `figures.words`; colours from `figures.palette`; fonts from `figures.fonts`.
"""
