"""The municipality as it was read: frozen values, and the small rules that belong to them alone."""
