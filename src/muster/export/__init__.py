"""What Muster knows, in other people's formats."""
