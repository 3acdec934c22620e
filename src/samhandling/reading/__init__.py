"""From files to a municipality: reads, locates and checks, and tells every mistake in one run."""
