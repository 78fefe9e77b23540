"""What happened to one deal, or in one seat's year, and why: told from the log of a traced run."""
