"""What is kept between runs: the only SQL over it."""

from harmattan.store.reference import ReferenceStore, Vintage, default_place

__all__ = ["ReferenceStore", "Vintage", "default_place"]
