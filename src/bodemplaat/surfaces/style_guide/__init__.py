"""The living style guide: every component with its states, on one page. Included in demo and debug mode only."""
