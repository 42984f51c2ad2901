"""``bodemplaat resilience``: how vulnerable functions are, alone and pooled, from a model file."""
