"""What was promised of speed, measured: ratios beside a base in the same process."""
