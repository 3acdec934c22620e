"""Many municipalities at once: found in a folder, read and audited in several processes, and gathered again."""
