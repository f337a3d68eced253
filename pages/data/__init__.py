"""Given the data folder; gives the pages of handing in: upload, history, formats."""
