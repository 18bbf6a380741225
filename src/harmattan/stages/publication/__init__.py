"""Publication: records as anybody may read them. Persons without an office, local sources and fresh positions are masked."""

from harmattan.stages.publication.publish import Publisher
from harmattan.stages.publication.register import Register
from harmattan.stages.publication.settings import PublicationSettings

__all__ = ["PublicationSettings", "Publisher", "Register"]
