"""The naive pattern: at each change one folium GeoJson layer of points is built anew and shown by st_folium.

The same data, the same switches, one point a claim, canvas drawing, nothing heard back from the map. It gets
Leaflet from this server and leaves out what else folium would load, so it is naive in one way only.
"""

from collections import Counter

import folium
import streamlit as st
from streamlit_folium import st_folium

from muster.web import site
from muster.web.assets_index import assets_version

st.set_page_config(page_title="The naive pattern", layout="wide")
dataset = site.dataset()
drawn = [
    (claim, place)
    for claim in dataset.claims
    if (place := dataset.places.get(claim.place_id or "")) is not None and place.lat is not None
]
counts = Counter(claim.originator_id for claim, _ in drawn)

chosen = set()
with st.sidebar, st.container(key="who"):
    for source_id, n in counts.most_common():
        if st.toggle(f"{source_id} ({n})", value=True):
            chosen.add(source_id)

features = []
for claim, place in drawn:
    if claim.originator_id in chosen:
        point = {"type": "Point", "coordinates": [place.lon, place.lat]}
        features.append({"type": "Feature", "properties": {"id": claim.claim_id}, "geometry": point})

base = f"../../api/assets/{assets_version()}/vendor/leaflet/"
drawing = folium.Map(location=(55, 90), zoom_start=3, tiles=None, prefer_canvas=True)
drawing.default_js = [("leaflet", base + "leaflet.js")]
drawing.default_css = [("leaflet", base + "leaflet.css")]
if features:
    collection = {"type": "FeatureCollection", "features": features}
    folium.GeoJson(collection, marker=folium.CircleMarker(radius=5, weight=1, fill=True)).add_to(drawing)
with st.container(key="frame"):
    st_folium(drawing, height=760, use_container_width=True, returned_objects=[])
