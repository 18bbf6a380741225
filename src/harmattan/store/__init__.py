"""What is kept between runs: the only SQL over it."""

from harmattan.store.reference import Filing, ReferenceStore, Vintage, default_place

__all__ = ["Filing", "ReferenceStore", "Vintage", "default_place"]
