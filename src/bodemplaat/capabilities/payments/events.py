"""What payments announce, by name."""

CORRECTION_ASKED = "payment_correction.asked"
UNANSWERED = "payment_batch.unanswered"
STATEMENT_READ = "bank_statement.read"
