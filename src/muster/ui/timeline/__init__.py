"""The timeline page: its controls, the chart, and what was clicked in it."""
