"""The only owner of coordinate systems, of the order of longitude and latitude, and of metres.

Geometries are (x = longitude, y = latitude) in degrees, WGS 84 (EPSG:4326); scalars are `lat, lon`; lengths are metres.
"""
