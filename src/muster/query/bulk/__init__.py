"""A bulk layer: millions of claims as Parquet, asked the same questions, answered in a size that a page can use."""

from muster.query.bulk.layer import Layer, open_layer
from muster.query.bulk.write import write_layer

__all__ = ["Layer", "open_layer", "write_layer"]
