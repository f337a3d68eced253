"""Given workbook bytes; gives canonical rows and a list of issues."""
