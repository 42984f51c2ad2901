"""Addresses of the desk."""

from django.urls import path

from bodemplaat.surfaces.desk import batches, correcting, deciding, paying, queue, reopening, statements

app_name = "desk"
urlpatterns = [
    path("", queue.queue, name="queue"),
    path("declaraties/<uuid:claim>/", queue.case, name="case"),
    path("declaraties/<uuid:claim>/nemen/", deciding.take, name="take"),
    path("declaraties/<uuid:claim>/terugleggen/", deciding.put_back, name="put_back"),
    path("declaraties/<uuid:claim>/goedkeuren/", deciding.approve, name="approve"),
    path("declaraties/<uuid:claim>/vragen/", deciding.ask, name="ask"),
    path("declaraties/<uuid:claim>/afwijzen/", deciding.reject, name="reject"),
    path("declaraties/<uuid:claim>/opnieuw-betalen/", deciding.pay_again, name="pay_again"),
    path("declaraties/<uuid:claim>/rekening-bekeken/", deciding.look_at_account, name="look_at_account"),
    path("betalingen/", paying.payments, name="payments"),
    path("betalingen/openen/", reopening.reopening, name="reopening"),
    path("betalingen/batches/", batches.batches, name="batches"),
    path("betalingen/batches/<uuid:batch>/", batches.batch, name="batch"),
    path("betalingen/batches/<uuid:batch>/vrijgeven/", batches.release, name="release"),
    path("betalingen/batches/<uuid:batch>/annuleren/", batches.cancel, name="cancel"),
    path("betalingen/batches/<uuid:batch>/bestand/", batches.file, name="file"),
    path("betalingen/batches/<uuid:batch>/vrijmaken/", correcting.free_batch, name="free_batch"),
    path("betalingen/<uuid:payment>/vrijmaken/", correcting.free_payment, name="free_payment"),
    path("afschriften/correcties/", correcting.corrections, name="corrections"),
    path("afschriften/correcties/<uuid:correction>/bevestigen/", correcting.confirm, name="confirm"),
    path("afschriften/correcties/<uuid:correction>/laten/", correcting.decline, name="decline"),
    path("afschriften/onbekend/<uuid:entry>/koppelen/", correcting.link, name="link"),
    path("afschriften/", statements.statements, name="statements"),
    path("afschriften/onbekend/", statements.unknown, name="unknown"),
    path("afschriften/onbekend/<uuid:entry>/", statements.settle, name="settle"),
]
