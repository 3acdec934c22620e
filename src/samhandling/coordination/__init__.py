"""Who coordinates: the municipality's decision table verified, assigned and proposed."""
