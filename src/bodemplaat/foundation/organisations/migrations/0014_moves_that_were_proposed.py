"""Moves that were proposed until now become proposals, under the id they had, with who decided and every version."""

from django.db import migrations

TABLES = ("proposals_proposal", "proposals_decision", "organisations_moveproposal", "organisations_moveproposalhistory")
"""Their triggers would write a second history, and refuse what was decided before."""

FILL = """
INSERT INTO proposals_proposal
    (id, organisation_id, kind, subject, sides, state, reason, proposed_by, proposed_at, closed_by, closed_at)
SELECT id, organisation_id, 'task_move', task, '["controller"]', state, '', proposed_by, proposed_at, decided_by, decided_at
FROM organisations_moveproposal;

INSERT INTO proposals_proposalhistory
    (pgh_created_at, pgh_label, pgh_context, pgh_obj_id,
     id, organisation_id, kind, subject, sides, state, reason, proposed_by, proposed_at, closed_by, closed_at)
SELECT pgh_created_at, pgh_label, pgh_context, pgh_obj_id,
       id, organisation_id, 'task_move', task, '["controller"]', state, '', proposed_by, proposed_at, decided_by, decided_at
FROM organisations_moveproposalhistory ORDER BY pgh_id;

INSERT INTO proposals_decision (id, organisation_id, proposal_id, side, person, is_agreed, reason, at)
SELECT gen_random_uuid(), organisation_id, id, 'controller', decided_by, state = 'confirmed', reason, decided_at
FROM organisations_moveproposal WHERE state IN ('confirmed', 'refused');

UPDATE organisations_moveproposal SET proposal_id = id;
UPDATE organisations_moveproposalhistory SET proposal_id = id;
SET CONSTRAINTS ALL IMMEDIATE;
"""


def _triggers(verb: str) -> str:
    return "".join(f"ALTER TABLE {table} {verb} TRIGGER USER;" for table in TABLES)


class Migration(migrations.Migration):
    dependencies = [("organisations", "0013_moves_name_a_proposal"), ("proposals", "0002_row_security")]

    operations = [migrations.RunSQL(_triggers("DISABLE") + FILL + _triggers("ENABLE"))]
