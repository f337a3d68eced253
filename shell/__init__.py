"""Given a request; gives what surrounds every page: gate, headers, Chinese words, errors, navigation and filters."""
