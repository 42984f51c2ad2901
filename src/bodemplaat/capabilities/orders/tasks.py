"""The job of orders: letting them go over to another provider."""

from datetime import UTC, datetime, time

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from bodemplaat.capabilities.orders.commands.handing_over import hand_over_orders
from bodemplaat.foundation.organisations.api import customers_gone_over
from bodemplaat.foundation.outbox.api import daily
from bodemplaat.foundation.tenancy.api import Actor


@daily(time(0, 21))
@app.task(name="orders.hand_over", queue="outbox", retry=RetryStrategy(max_attempts=8, exponential_wait=3))
def hand_over(timestamp: int) -> None:
    """What an earlier provider may not finish, or not go on reading, goes over: for each customer that has had another."""
    at = datetime.fromtimestamp(timestamp, UTC)
    for organisation in customers_gone_over(on=timezone.localdate(at)):
        hand_over_orders(actor=Actor.system(organisation), organisation=organisation, at=timezone.now())
