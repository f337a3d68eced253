"""Given the county and what the reader chose; gives the parts that several pages show."""
