"""What can stop something about a message, by name."""

from bodemplaat.foundation.tenancy.api import Refused
from bodemplaat.kernel import say


class AlreadyPlaced(Refused):
    """Somebody decided about the message already."""

    def __init__(self) -> None:
        super().__init__(
            say("Somebody placed this message just now, or threw it away. Look at the list again.")
        )


class NotWhole(Refused):
    """The message is not kept whole, so nothing can be made of it."""

    def __init__(self) -> None:
        super().__init__(
            say("This message was not kept whole. Ask whoever sent it to send it again, or throw it away.")
        )


class AddressTaken(Refused):
    """The address leads somewhere already."""

    def __init__(self) -> None:
        super().__init__(say("This address is in use already. End it first, or choose another."))


class AsksForMore(Refused):
    """The form of a service has questions that must be answered."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "This service asks for answers that an e-mail does not give. Choose a service without such questions."
            )
        )
