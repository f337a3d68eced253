"""Given the jobs; gives what people see."""
