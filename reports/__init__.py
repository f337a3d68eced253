"""Given results; gives documents. Nothing yet: the first document brings its module."""
