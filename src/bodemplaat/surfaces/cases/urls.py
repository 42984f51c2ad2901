"""Addresses of cases."""

from django.urls import path

from bodemplaat.surfaces.cases import (
    acting,
    asking,
    complaints,
    desk,
    files,
    mail,
    mine,
    satisfaction,
    skills,
    writing_down,
)

app_name = "cases"
urlpatterns = [
    path("vragen/", mine.mine, name="mine"),
    path("vragen/nieuw/", asking.choose, name="choose"),
    path("vragen/nieuw/<uuid:service>/", asking.ask, name="ask"),
    path("vragen/<uuid:case>/", mine.case, name="case"),
    path("vragen/<uuid:case>/intrekken/", mine.withdraw, name="withdraw"),
    path("zaken/<uuid:case>/stukken/<uuid:document>/", files.document, name="document"),
    path("klachten/", complaints.complaints, name="complaints"),
    path("klachten/<uuid:complaint>/", complaints.complaint, name="complaint"),
    path("tevredenheid/", satisfaction.satisfaction, name="satisfaction"),
    path("balie/zaken/", desk.queue, name="queue"),
    path("balie/zaken/nieuw/", writing_down.write_down, name="write_down"),
    path("balie/zaken/vaardigheden/", skills.skills, name="skills"),
    path("balie/zaken/<uuid:case>/", acting.case, name="desk_case"),
    path("balie/zaken/e-mail/", mail.mail_list, name="mail_list"),
    path("diensten/e-mailadressen/", mail.mail_addresses, name="mail_addresses"),
    path("balie/zaken/e-mail/<uuid:mail>/", mail.mail, name="mail"),
]
