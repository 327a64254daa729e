"""Reports on the desk: the numbers of launches.queries.reports as chart, table and file."""
