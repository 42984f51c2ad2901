"""The second lock on the books, and what holds of every entry whoever writes it, by whatever statement, COPY too.

Checks run with the rights of the owner: at the end of a transaction another actor may be entered, who does not see these books.
"""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import LockHomeTable, LockTenantTable

TABLES = (
    *("account", "accounthistory", "financialyear", "financialyearhistory"),
    *("accountingperiod", "accountingperiodhistory", "reopening"),
    *("journalcount", "journalentry", "journalline"),
)
RIGHTS = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp"

# The periods are held until the end, so that none is closed while something is posted in it.
ENTRIES = f"""
CREATE FUNCTION ledger_entries_in_their_period() RETURNS trigger {RIGHTS} AS $$
BEGIN
    PERFORM FROM ledger_accountingperiod p
        WHERE p.id IN (SELECT period_id FROM fresh) ORDER BY p.id FOR SHARE;
    IF EXISTS (
        SELECT FROM fresh e JOIN ledger_accountingperiod p ON p.id = e.period_id WHERE p.is_closed
    ) THEN
        RAISE check_violation USING CONSTRAINT = 'ledger_period_is_open',
            MESSAGE = 'nothing is posted in a closed period';
    END IF;
    IF EXISTS (
        SELECT FROM fresh e LEFT JOIN ledger_accountingperiod p
            ON p.id = e.period_id AND p.year_id = e.year_id AND p.organisation_id = e.organisation_id
        WHERE p.id IS NULL OR e.day NOT BETWEEN p.first_day AND p.last_day
    ) THEN
        RAISE check_violation USING CONSTRAINT = 'ledger_entry_in_its_period',
            MESSAGE = 'an entry lies in the period of its day, in the books of its organisation';
    END IF;
    IF EXISTS (
        SELECT FROM fresh e LEFT JOIN ledger_journalentry c
            ON c.id = e.corrects_id AND c.organisation_id = e.organisation_id AND c.corrects_id IS NULL
        WHERE e.corrects_id IS NOT NULL AND c.id IS NULL
    ) THEN
        RAISE check_violation USING CONSTRAINT = 'ledger_corrects_an_entry',
            MESSAGE = 'a correction is of an entry of the same books that is no correction itself';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER entries_in_their_period AFTER INSERT ON ledger_journalentry
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION ledger_entries_in_their_period();
"""

# Numbers run from 1 to the count that the entry says, each once: when all are there, none can be added.
LINES = f"""
CREATE FUNCTION ledger_lines_of_their_entry() RETURNS trigger {RIGHTS} AS $$
BEGIN
    IF EXISTS (
        SELECT FROM fresh l
        LEFT JOIN ledger_journalentry e
            ON e.id = l.entry_id AND e.organisation_id = l.organisation_id AND e.period_id = l.period_id
        LEFT JOIN ledger_account a ON a.id = l.account_id AND a.organisation_id = l.organisation_id
        WHERE e.id IS NULL OR a.id IS NULL OR l.number NOT BETWEEN 1 AND e.line_count
    ) THEN
        RAISE check_violation USING CONSTRAINT = 'ledger_line_of_its_entry',
            MESSAGE = 'a line is one of those that its entry counts, on an account of the same books';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER lines_of_their_entry AFTER INSERT ON ledger_journalline
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION ledger_lines_of_their_entry();
"""

BALANCE = f"""
CREATE FUNCTION ledger_entry_balances() RETURNS trigger {RIGHTS} AS $$
DECLARE
    lines bigint;
    total numeric;
BEGIN
    SELECT count(*), coalesce(sum(cents), 0) INTO lines, total FROM ledger_journalline WHERE entry_id = NEW.id;
    IF lines <> NEW.line_count OR total <> 0 THEN
        RAISE check_violation USING CONSTRAINT = 'ledger_entry_balances',
            MESSAGE = 'an entry has all its lines, and they add up to nothing';
    END IF;
    IF NEW.number > 1 AND NOT EXISTS (
        SELECT FROM ledger_journalentry e
        WHERE e.year_id = NEW.year_id AND e.journal = NEW.journal AND e.number = NEW.number - 1
    ) THEN
        RAISE check_violation USING CONSTRAINT = 'ledger_numbers_without_gaps',
            MESSAGE = 'the entries of a journal are numbered without gaps';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER balances AFTER INSERT ON ledger_journalentry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_entry_balances();
"""

KEPT = f"""
CREATE FUNCTION ledger_account_stays() RETURNS trigger {RIGHTS} AS $$
BEGIN
    IF (NEW.organisation_id, NEW.code, NEW.kind) IS DISTINCT FROM (OLD.organisation_id, OLD.code, OLD.kind) THEN
        RAISE check_violation USING CONSTRAINT = 'ledger_account_stays',
            MESSAGE = 'the code and the kind of an account stay as they are';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER account_stays BEFORE UPDATE ON ledger_account
    FOR EACH ROW EXECUTE FUNCTION ledger_account_stays();
CREATE FUNCTION ledger_period_stays() RETURNS trigger {RIGHTS} AS $$
BEGIN
    IF (NEW.organisation_id, NEW.year_id, NEW.number, NEW.first_day, NEW.last_day)
        IS DISTINCT FROM (OLD.organisation_id, OLD.year_id, OLD.number, OLD.first_day, OLD.last_day)
    THEN
        RAISE check_violation USING CONSTRAINT = 'ledger_period_stays', MESSAGE = 'the days of a period stay as they are';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER period_stays BEFORE UPDATE ON ledger_accountingperiod
    FOR EACH ROW EXECUTE FUNCTION ledger_period_stays();
CREATE FUNCTION ledger_reopened_by_two() RETURNS trigger {RIGHTS} AS $$
BEGIN
    IF OLD.is_closed AND NOT NEW.is_closed AND NOT EXISTS (
        SELECT FROM ledger_reopening r JOIN proposals_proposal p ON p.id = r.proposal_id
        WHERE r.period_id = NEW.id AND p.state = 'confirmed' AND p.proposed_at >= OLD.closed_at
    ) THEN
        RAISE check_violation USING CONSTRAINT = 'ledger_reopened_by_two',
            MESSAGE = 'a closed period is opened again by two people';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER reopened_by_two AFTER UPDATE ON ledger_accountingperiod
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_reopened_by_two();
"""


def _undone(*pairs: tuple[str, str, str]) -> str:
    return "".join(
        f"DROP TRIGGER {trigger} ON {table}; DROP FUNCTION {function}();" for trigger, table, function in pairs
    )


class Migration(migrations.Migration):
    dependencies = [("ledger", "0006_books"), ("proposals", "0003_names_at_that_moment")]

    operations = [
        *(LockTenantTable(f"ledger_{table}") for table in TABLES),
        *(LockHomeTable(f"ledger_{table}") for table in TABLES),
        migrations.RunSQL(
            ENTRIES, _undone(("entries_in_their_period", "ledger_journalentry", "ledger_entries_in_their_period"))
        ),
        migrations.RunSQL(
            LINES, _undone(("lines_of_their_entry", "ledger_journalline", "ledger_lines_of_their_entry"))
        ),
        migrations.RunSQL(BALANCE, _undone(("balances", "ledger_journalentry", "ledger_entry_balances"))),
        migrations.RunSQL(
            KEPT,
            _undone(
                ("account_stays", "ledger_account", "ledger_account_stays"),
                ("period_stays", "ledger_accountingperiod", "ledger_period_stays"),
                ("reopened_by_two", "ledger_accountingperiod", "ledger_reopened_by_two"),
            ),
        ),
    ]
