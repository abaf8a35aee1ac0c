"""The map page of a bulk layer: everything it says comes from the bulk questions."""
