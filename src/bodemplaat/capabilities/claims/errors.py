"""What can stop a claim, by name."""

from bodemplaat.foundation.tenancy.api import Refused
from bodemplaat.kernel import Finding, say


class ClaimNotReady(ValueError):
    """A claim cannot be submitted yet; ``findings`` say what is wrong, where, and how to cure it."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        super().__init__("; ".join(finding.render() for finding in findings))


class PricesChanged(Refused):
    """What the claim comes to is not what the employee saw: a rate changed since. Nothing was handed in."""

    def __init__(self, seen_cents: int, total_cents: int) -> None:
        super().__init__(
            say(
                "A rate has changed: this claim came to {seen_cents} and comes to {total_cents} now."
                " Look at it again, and hand it in if you agree."
            ),
            seen_cents=seen_cents,
            total_cents=total_cents,
        )


class ChangedInAnotherWindow(Refused):
    """The draft was saved from another window or device after this form was opened. Nothing was changed."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "This claim was changed in another window or on another device after you opened it here."
                " Nothing was changed now, and what you typed here still stands below."
            )
        )


class AccountNotToBeLookedAt(Refused):
    """There is no account to look at, or it was looked at already."""

    def __init__(self) -> None:
        super().__init__(say("The account on this claim needs no second look, or somebody gave it just now."))


class AccountChangedByYou(Refused):
    """Who changed the account of an employee would give it the second look as well."""

    def __init__(self) -> None:
        super().__init__(
            say("You changed this account of the employee yourself. Another clerk gives it the second look.")
        )


class ApprovedByYou(Refused):
    """Somebody who approved a claim would give its account the second look as well."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "You approved this claim. Another clerk gives its account a second look: that takes two people."
            )
        )


class LookedAtByYou(Refused):
    """Somebody who gave the account on a claim a second look would approve it as well."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "You gave the account on this claim a second look. Another person decides on it: that takes two people."
            )
        )


class NotYourOwnClaim(Refused):
    """The decider is the claimant of the claim."""

    def __init__(self) -> None:
        super().__init__(
            say("This is your own claim. Somebody else decides on it: nobody approves their own work.")
        )


class NotYours(Refused):
    """The step waits for somebody else, whom the text names."""

    def __init__(self, who: str) -> None:
        super().__init__(say("This claim waits for {who}, or for who stands in for them."), who=who)


class NoLongerYours(Refused):
    """The step used to wait for this person; the text names who it waits for now."""

    def __init__(self, who: str) -> None:
        super().__init__(
            say(
                "This claim no longer waits for you: a role, a job, a manager or a substitution has changed."
                " It waits for {who} now."
            ),
            who=who,
        )


class NobodyCan(Refused):
    """Nobody can decide on the step as things are; says what the administrator can do."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "Nobody can decide on this claim now. The administrator of the organisation can name a manager or a"
                " substitute, or give somebody the function that decides when no manager can."
            )
        )


class ApprovedBefore(Refused):
    """Somebody would decide on two steps of one claim."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "You approved an earlier step of this claim. Each step is decided by somebody else, so that more than"
                " one person looks at it."
            )
        )


class TakenByColleague(Refused):
    """A clerk would decide on what a colleague is working on."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "A colleague is working on this claim. Ask them to put it back first, or put it back yourself."
            )
        )


class NotWaiting(Refused):
    """There is nothing to decide on the claim as it stands."""

    def __init__(self) -> None:
        super().__init__(
            say("Nothing is waiting to be decided on this claim. It may have been decided just now.")
        )


class ChangedMeanwhile(Refused):
    """The claim is no longer what the decider saw."""

    def __init__(self) -> None:
        super().__init__(
            say("The claim was changed after you opened it. Look at it again before you decide.")
        )


class NoRules(Refused):
    """The organisation has no rules for claims on the day."""

    def __init__(self) -> None:
        super().__init__(say("Your organisation has not set up expense claims yet. Ask your administrator."))


class TooManyFiles(Refused):
    """A line has as many files as it may."""

    def __init__(self) -> None:
        super().__init__(
            say("One cost can have at most 10 files. Remove one, or put several pages in one PDF."),
        )


class TooManyDrafts(Refused):
    """Somebody has started many claims and handed none of them in."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "You have 50 claims that are not handed in yet. Hand one in or withdraw it before you start another."
            )
        )
