"""What a receipt may be, said once."""

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 64_000_000
"""More than the largest photo that phones make by themselves (50 million)."""
PREVIEW_PIXELS = (480, 640)
PAGE_PIXELS = (1600, 1600)
"""A page that is read from is drawn no larger than this."""
READABLE_PIXELS = (4096, 4096)
"""A photo that had to be converted and came out too large is kept no larger than this."""

ACCEPTED = (
    "image/jpeg",
    "image/png",
    "image/webp",
    "image/heic",
    "image/heif",
    "application/pdf",
    ".heic",  # browsers that do not know the type go by the name
    ".heif",
)
"""What a file box offers: exactly what ``inspect`` takes."""
