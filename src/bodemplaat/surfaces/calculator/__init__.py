"""Calculator: model files on pages, handed in, read back as mistakes or as a report, kept, compared and shared."""
