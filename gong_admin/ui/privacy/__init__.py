"""What the panels and dialogs about data privacy share."""
