"""Pure: what an agreement and its reports come to, as lines of a bill."""
