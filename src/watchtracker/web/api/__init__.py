"""What programs read and write as JSON below `/api/`, and its description."""
