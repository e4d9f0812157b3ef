"""What `test_answer_machine` is made of; the map is at its head."""
