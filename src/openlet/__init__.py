"""OpenLET: ILR records for Skills Bootcamps of the West Midlands Combined Authority."""

__version__ = "0.1.0"
