"""What is printed on the screen: pure text over the same words as the reports."""
