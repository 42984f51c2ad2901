"""The jobs that let cases go over to another provider, and that tell when a term runs out."""

from datetime import UTC, datetime, time

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from bodemplaat.capabilities.cases.commands.escalating import escalate_cases
from bodemplaat.capabilities.cases.commands.handing_over import hand_over_cases
from bodemplaat.capabilities.cases.commands.reminding import remind_of_complaints
from bodemplaat.foundation.organisations.api import customers_gone_over
from bodemplaat.foundation.outbox.api import daily
from bodemplaat.foundation.retention.api import every_organisation
from bodemplaat.foundation.tenancy.api import Actor


@daily(time(0, 15))
@app.task(name="cases.hand_over", queue="outbox", retry=RetryStrategy(max_attempts=8, exponential_wait=3))
def hand_over(timestamp: int) -> None:
    """What an earlier provider may not finish, or not go on reading, goes over: for each customer that has had another."""
    at = datetime.fromtimestamp(timestamp, UTC)
    for organisation in customers_gone_over(on=timezone.localdate(at)):
        hand_over_cases(actor=Actor.system(organisation), organisation=organisation, at=timezone.now())


@daily(time(7, 0))
@app.task(name="cases.escalate", queue="outbox", retry=RetryStrategy(max_attempts=8, exponential_wait=3))
def escalate(timestamp: int) -> None:
    """Before the desk opens: tell of every open case and complaint whose term runs out, each step once."""
    at = datetime.fromtimestamp(timestamp, UTC)
    for organisation in every_organisation():
        escalate_cases(actor=Actor.system(organisation), organisation=organisation, at=at)
        remind_of_complaints(actor=Actor.system(organisation), organisation=organisation, at=at)
