"""samhandling: do a municipality's services for children and families really hang together?"""

__version__ = "0.1.0"
