"""The page that makes figures of a view: `asked` (which), `choices`, `preview`, `files` and `film`."""
