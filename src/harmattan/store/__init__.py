"""The store: what is kept between runs."""

from harmattan.store.shelf import FolderShelf

__all__ = ["FolderShelf"]
