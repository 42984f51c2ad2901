"""Knowledge: the answers of a provider, in versions, found by whoever asks before anything is sent."""
