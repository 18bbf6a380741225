"""Which development reports are kept back from everything that is written or made from them."""

from zlib import crc32


def kept_back(message_id: str) -> bool:
    """Return whether a development report is one of some 300 of the 1,300 that are kept back, as if drawn by lot."""
    return crc32(message_id.encode()) % 13 < 3
