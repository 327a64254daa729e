"""What a person may see, as a spreadsheet or as one ZIP; the importer reads it again."""
