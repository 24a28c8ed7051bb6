"""What all tables share: one schema, and the type of numbered keys."""

from sqlalchemy import BigInteger, Integer, MetaData

metadata = MetaData()
KEY = BigInteger().with_variant(Integer, "sqlite")
"""SQLite counts a key by itself only where it is called INTEGER."""
