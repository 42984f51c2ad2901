"""For who commissions, owns and controls: figures and exports."""
