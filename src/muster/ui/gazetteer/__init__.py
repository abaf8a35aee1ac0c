"""The gazetteer's page: look a name up, settle what is open, change what was judged, add a place."""
