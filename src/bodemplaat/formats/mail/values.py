"""What a message says of itself."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message, under the name that it was given."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """One message. Addresses are in small letters; ``text`` is plain, and what it quotes at its end begins at ``quoted_from``.

    ``message_id`` is without its angle brackets, empty where there is none. ``return_path`` is ``None`` where the mail server
    wrote none down, and empty for a message that nobody is to answer. ``marks`` are the headers that say that no person
    wrote it, or that we did, by their names in small letters. ``proofs`` are the headers in which mail servers say what they
    found out about its sender.
    """

    message_id: str
    sender: str
    sender_name: str
    recipients: tuple[str, ...]
    subject: str
    text: str
    quoted_from: int
    return_path: str | None
    marks: tuple[tuple[str, str], ...] = ()
    proofs: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()

    @property
    def mark_of(self) -> dict[str, str]:
        """The marks by name."""
        return dict(self.marks)
