"""PDFs set by typst: receipts, sign-off sheets, reports. See docs/decisions."""
