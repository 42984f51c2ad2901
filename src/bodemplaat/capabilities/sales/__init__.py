"""What an organisation invoices itself: drafts, numbers without gaps, and what goes to the customer as UBL and on paper."""
