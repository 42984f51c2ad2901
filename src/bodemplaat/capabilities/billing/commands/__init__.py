"""What changes something about bills: one module for each subject."""
