"""The answer of a child as bytes: a head in JSON on the first line, then the preview, then a converted file if any."""

import json
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Answer:
    """What was seen. ``refusal`` is empty when the file opened; ``values`` fill the words that go with it.

    ``preview`` is a small JPEG; ``converted`` is what to keep instead of the file, empty to keep it as it is.
    """

    media_type: str = ""
    refusal: str = ""
    values: dict[str, int] = field(default_factory=dict)
    preview: bytes = b""
    converted: bytes = b""

    def to_bytes(self) -> bytes:
        """Written for the parent."""
        head = {
            "media_type": self.media_type,
            "refusal": self.refusal,
            "values": self.values,
            "preview": len(self.preview),
        }
        return json.dumps(head).encode() + b"\n" + self.preview + self.converted

    @classmethod
    def of_bytes(cls, data: bytes) -> "Answer":
        """Read in the parent."""
        first, _, rest = data.partition(b"\n")
        head = json.loads(first)
        end = head.pop("preview")
        return cls(**head, preview=rest[:end], converted=rest[end:])
