"""What model files announce, by name."""

SHARED = "model_file.shared"
