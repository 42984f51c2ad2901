"""What is asked about answers: by who reads them, and by who keeps them."""
