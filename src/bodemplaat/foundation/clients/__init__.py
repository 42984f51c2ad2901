"""Other systems that ask and tell the platform something for one organisation: who they are, and what they may."""
