"""What comes with the portal for a municipality: packs of facts, and how they are loaded."""
