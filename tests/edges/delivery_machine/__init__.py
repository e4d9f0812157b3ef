"""What `test_delivery_machine` is made of; the map is at its head."""
