"""What is kept between runs: the only SQL over it."""

from harmattan.store.reference import Coverage, Filing, ReferenceStore, Vintage, default_place
from harmattan.store.shelf import FolderShelf

__all__ = ["Coverage", "Filing", "FolderShelf", "ReferenceStore", "Vintage", "default_place"]
