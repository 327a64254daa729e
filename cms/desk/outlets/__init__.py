"""The press office: outlets, the terms of embargo, the ledger."""
