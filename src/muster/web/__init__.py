"""Everything between the claims and the browser: routes, headers, the folium map, assets."""
