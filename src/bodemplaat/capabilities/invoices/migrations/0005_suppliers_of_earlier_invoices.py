"""Suppliers of what was registered before there was a register, the oldest invoice first; no account is confirmed by it."""

from django.db import migrations

FILL = """
DO $$
DECLARE
    i record;
    theirs uuid;
BEGIN
    FOR i IN
        SELECT * FROM invoices_receivedinvoice
        WHERE state = 'registered' AND supplier_id IS NULL AND supplier_key <> ''
        ORDER BY received_at, id
    LOOP
        SELECT s.id INTO theirs FROM invoices_supplier s
        WHERE s.organisation_id = i.organisation_id AND (
            (i.supplier_vat <> '' AND s.vat = i.supplier_vat)
            OR (i.supplier_kvk <> '' AND s.kvk = i.supplier_kvk)
            OR (i.supplier_oin <> '' AND s.oin = i.supplier_oin)
            OR (i.supplier_vat || i.supplier_kvk || i.supplier_oin = '' AND s.vat || s.kvk || s.oin = ''
                AND s.name_key = substr(i.supplier_key, 6))
        )
        ORDER BY
            (i.supplier_vat <> '' AND s.vat = i.supplier_vat) DESC,
            (i.supplier_kvk <> '' AND s.kvk = i.supplier_kvk) DESC
        LIMIT 1;
        IF theirs IS NULL THEN
            theirs := gen_random_uuid();
            INSERT INTO invoices_supplier (
                id, organisation_id, provider_id, name, name_key, kvk, oin, vat, begun_at, begun_by_name, last_used_at
            ) VALUES (
                theirs, i.organisation_id, i.provider_id,
                coalesce(nullif(i.supplier_name, ''), nullif(i.supplier_vat, ''), nullif(i.supplier_kvk, ''), i.supplier_oin),
                CASE WHEN i.supplier_key LIKE 'name:%' THEN substr(i.supplier_key, 6)
                     ELSE regexp_replace(lower(i.supplier_name), '[^[:alnum:]]+', '', 'g') END,
                i.supplier_kvk, i.supplier_oin, i.supplier_vat, i.received_at, '', i.received_at
            );
        ELSE
            UPDATE invoices_supplier SET last_used_at = i.received_at WHERE id = theirs AND last_used_at < i.received_at;
        END IF;
        UPDATE invoices_receivedinvoice SET supplier_id = theirs WHERE id = i.id;
    END LOOP;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("invoices", "0004_suppliers_locked")]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
