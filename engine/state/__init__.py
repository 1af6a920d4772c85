"""What is remembered between runs; the only room with SQL."""
