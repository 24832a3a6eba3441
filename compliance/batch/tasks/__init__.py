"""What is done with each piece of a run: tasks that work through files, may be done again, and run on any engine."""
