"""A file is kept as what it is, however long the name of its kind."""

from tests.world import MONDAY, World

from bodemplaat.foundation.documents import api as documents

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def test_a_file_of_any_kind_is_kept(world: World) -> None:
    carla = world.first.carla
    for number, media_type in enumerate([WORKBOOK, f"{'a' * 127}/{'b' * 127}"]):
        document = documents.keep_file(
            actor=carla,
            organisation=carla.organisation_id,
            name=f"{number}.xlsx",
            media_type=media_type,
            content=b"PK\x03\x04",
            at=MONDAY,
        )
        assert documents.documents_with(actor=carla, ids=[document])[document].media_type == media_type
