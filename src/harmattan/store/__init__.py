"""What is kept between runs: the only SQL over it."""

from harmattan.store.reference import Coverage, Filing, ReferenceStore, Vintage, default_place

__all__ = ["Coverage", "Filing", "ReferenceStore", "Vintage", "default_place"]
