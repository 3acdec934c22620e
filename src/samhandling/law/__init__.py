"""The law as dated data: the catalogue in ``config/``, read strictly, asked as of a date."""
