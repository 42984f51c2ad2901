"""A trigger that asks whether it is to stand aside finds an answer: one that fails costs each row a subtransaction."""

from django.db import connection
from tests.world import World

from bodemplaat.foundation.tenancy.api import entered


def _asked() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT '{}'::text[] = current_setting('pgtrigger.ignore')::text[]")
        (answered,) = cursor.fetchone()
    return "nothing stands aside" if answered else "something stands aside"


def test_whoever_enters_finds_the_question_of_every_trigger_answered(world: World) -> None:
    carla, clerk = world.first.carla, world.clerk
    with entered(carla):
        assert _asked() == "nothing stands aside"
        with entered(clerk):
            assert _asked() == "nothing stands aside"
        assert _asked() == "nothing stands aside"
