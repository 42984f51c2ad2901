"""What can stop something about a case, by name."""

from bodemplaat.capabilities.catalogue.api import skill_in_words
from bodemplaat.foundation.tenancy.api import Refused
from bodemplaat.kernel import Finding, say


class CaseNotReady(ValueError):
    """What was filled in cannot be sent yet; ``findings`` say what is wrong, where (the name of an input), and how to cure it."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        super().__init__("; ".join(finding.render() for finding in findings))


class CasesNotSound(ValueError):
    """Cases cannot come in as they are; the place of each finding begins with the number of its case, the first being 0."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        super().__init__("; ".join(f"{finding.place}: {finding.render()}" for finding in findings[:5]))


class NotOfTheDesk(Refused):
    """Somebody who is no clerk of the provider would work on a case."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "The clerks of the service centre that handles this case work on it. You are not one of them now."
            ),
            who_may=("ssc_clerk",),
        )


class PressedTwice(Refused):
    """A button was pressed again before the page had come: what it sends was written down already."""

    def __init__(self) -> None:
        super().__init__(say("This was sent already."))


class NotYourOwnCase(Refused):
    """A clerk would work on what they asked themselves."""

    def __init__(self) -> None:
        super().__init__(say("You asked this yourself. A colleague works on it."))


class WithColleague(Refused):
    """A clerk would do something with what a colleague works on; the text names them."""

    def __init__(self, who: str) -> None:
        super().__init__(
            say("{who} works on this case. Ask them, or give the case to yourself first."), who=who
        )


class SkillLacking(Refused):
    """A clerk would work on what asks a skill that they have not; the text names who has it."""

    def __init__(self, skill: str, who: str) -> None:
        super().__init__(
            say(
                "This asks for a skill that you have not: {skill}. Of your colleagues {who} can do it. Take it only with a reason."
            ),
            skill=skill_in_words(skill),
            who=who,
        )


class ColleagueLacksSkill(Refused):
    """A case would go to a colleague who has not got the skill that it asks; the text names who has it."""

    def __init__(self, skill: str, who: str) -> None:
        super().__init__(
            say(
                "This asks for a skill that this colleague has not: {skill}. Choose somebody who has it ({who}), or say why it"
                " goes to them."
            ),
            skill=skill_in_words(skill),
            who=who,
        )


class NotPossibleNow(Refused):
    """The state of the case does not allow it; it may have changed just now."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "That is not possible with this case as it stands now. Look at it again: it may have changed just now."
            )
        )


class NothingSaid(Refused):
    """Words are missing that the other side needs."""

    def __init__(self) -> None:
        super().__init__(say("Write a few words, so that whoever reads this later knows what is meant."))


class OwnPages(Refused):
    """The service is asked for on pages of its own, not as a general case."""

    def __init__(self) -> None:
        super().__init__(say("This service has pages of its own: begin there."))


class OutOfReach(Refused):
    """The provider of the service has no desk for this customer."""

    def __init__(self, provider: str) -> None:
        super().__init__(
            say(
                "{provider} offers this service, but its desk does not work for your organisation. Your administrator can"
                " arrange that under Tasks."
            ),
            provider=provider,
        )


class ImpossibleMoment(Refused):
    """A corrected moment that contradicts the other events of the case."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "At that moment this cannot have happened: it would contradict what happened before or after it. Choose a moment"
                " between the two."
            )
        )


class NoSuchCase(Refused):
    """A number that no other case of this desk has."""

    def __init__(self, number: str) -> None:
        super().__init__(
            say("Your desk has no other case with the number {number}. It looks like Z2026-000123."),
            number=number,
        )


class NotADouble(Refused):
    """Two cases of different people would become one."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "Only requests of the same person can be merged. Link these two instead: then each requester has an answer"
                " of their own."
            )
        )


class CameFirst(Refused):
    """A case would go on in one that came in later, and its term would begin anew."""

    def __init__(self, number: str) -> None:
        super().__init__(
            say(
                "This case came in before {number}, and its term counts from then. Open {number} and merge that into this one."
            ),
            number=number,
        )


class TooManyFiles(Refused):
    """A case has as many documents as it may."""

    def __init__(self) -> None:
        super().__init__(say("One case can have at most 50 documents. Put several pages in one PDF."))


class NotForYouToComplain(Refused):
    """Somebody complains about a case of another organisation's employee, or in a role that does not."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "Whoever asked can complain about a request, and so can the controller and the contract manager of their"
                " organisation."
            ),
            who_may=("controller", "contract_manager"),
        )


class NoSuchRequest(Refused):
    """A number that no case of one's own organisation has."""

    def __init__(self, number: str) -> None:
        super().__init__(
            say("Your organisation has no request with the number {number}. It looks like Z2026-000123."),
            number=number,
        )


class ComplaintUnderWay(Refused):
    """A second complaint about a case while the first is not dealt with."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "A complaint about this request is being dealt with. Wait for what comes of it, or add to it by message."
            )
        )


class TooLateToComplain(Refused):
    """The case has been over for too long."""

    def __init__(self, days: int) -> None:
        super().__init__(
            say("This was closed more than {days} {days:day|days} ago. Call the service centre about it."),
            days=days,
        )


class NotTheHandler(Refused):
    """Somebody would deal with a complaint who is no clerk or contract manager of the provider."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "The clerks and the contract managers of the service centre deal with complaints. You are not one of them now."
            ),
            who_may=("ssc_clerk", "contract_manager"),
        )


class ComplainedAbout(Refused):
    """Somebody would deal with a complaint about their own work, or with their own complaint."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "You worked on this case, or the complaint is yours. A colleague who had nothing to do with it deals with it."
            )
        )


class AlreadyRated(Refused):
    """A second answer to what is asked once."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "You answered this already. It is asked once, and nobody can see or change what you answered."
            )
        )


class TooLateToRate(Refused):
    """The case was closed too long ago to ask how it went."""

    def __init__(self, days: int) -> None:
        super().__init__(
            say("This was closed more than {days} {days:day|days} ago: it is not asked any more."), days=days
        )


class OwnWork(Refused):
    """Somebody would check what they did themselves."""

    def __init__(self) -> None:
        super().__init__(say("You worked on this case yourself. A colleague who did not checks it."))


class TasksOpen(Refused):
    """A case would be closed with something still to be done in it, and without a reason; or merged, where that would be lost."""

    def __init__(self, count: int, *, merges: bool = False) -> None:
        super().__init__(
            say(
                "{count} {count:task is|tasks are} still open in this case. Finish {count:it|them} first, or set {count:it|them} in the other case and mark {count:it|them} done here."
            )
            if merges
            else say(
                "{count} {count:task is|tasks are} still open in this case. Finish {count:it|them} first, or say why it is closed all the same."
            ),
            count=count,
        )
