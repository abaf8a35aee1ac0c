"""Lengths in metres and areas in square kilometres on the WGS 84 ellipsoid (Karney's geodesics, through PROJ)."""

import math

import numpy as np
import shapely
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from muster.errors import GeoError

WGS84 = Geod(ellps="WGS84")
CIRCLE_POINTS = 96


def distance_m(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return the length of the shortest way over the ellipsoid, in metres."""
    _, _, metres = WGS84.inv(lon, lat, other_lon, other_lat)
    return float(metres)


def circle_polygon(
    lat: float, lon: float, radius_m: float, *, points: int = CIRCLE_POINTS
) -> shapely.Polygon:
    """Return a polygon whose every vertex is radius_m from the centre over the ellipsoid, so true to scale anywhere.

    x = longitude in degrees, contiguous: beyond 180 or -180 where the circle crosses the antimeridian.
    Raises GeoError for a radius that is not above 0 and for a circle that holds a pole or reaches it.
    """
    if not (math.isfinite(radius_m) and radius_m > 0):
        raise GeoError(f"radius_m is {radius_m}; it must be above 0.")
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise GeoError(f"lat {lat}, lon {lon} is no place: lat goes from -90 to 90, lon from -180 to 180.")
    if radius_m >= distance_m(lat, lon, math.copysign(90, lat), lon):
        raise GeoError(
            f"a circle of {radius_m} m around lat {lat}, lon {lon} holds a pole and has no outline on this map."
        )
    azimuths = np.linspace(0, -360, points, endpoint=False)
    size = np.ones(points)
    lons, lats, _ = WGS84.fwd(lon * size, lat * size, azimuths, radius_m * size)
    return shapely.Polygon(np.column_stack([lon + (lons - lon + 180) % 360 - 180, lats]))


def area_km2(geometry: BaseGeometry) -> float:
    """Return the area of polygons on the ellipsoid, in square kilometres; 0 for lines and points."""
    total = 0.0
    for part in shapely.get_parts(geometry):
        if part.geom_type == "Polygon":
            square_metres, _ = WGS84.geometry_area_perimeter(shapely.orient_polygons(part))
            total += abs(square_metres)
    return total / 1e6


def length_km(geometry: BaseGeometry) -> float:
    """Return the length of lines, or of the outlines of polygons, on the ellipsoid, in kilometres."""
    return float(sum(WGS84.geometry_length(part) for part in shapely.get_parts(geometry))) / 1000
