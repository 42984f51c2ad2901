"""The agreements of an organisation: a list per customer, each as a readable document, compared, offered and signed."""
