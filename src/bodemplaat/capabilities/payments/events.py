"""What payments announce, by name."""

CORRECTION_ASKED = "payment_correction.asked"
UNANSWERED = "payment_batch.unanswered"
STATEMENT_READ = "bank_statement.read"
ACCOUNT_PROPOSED, ACCOUNT_CONFIRMED, ACCOUNT_REFUSED = (
    "account_change.asked",
    "account_change.confirmed",
    "account_change.refused",
)
