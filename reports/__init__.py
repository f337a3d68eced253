"""Given a Brief; gives the bytes of an editable Word document, a PDF, a set of slides or a workbook, all with the same sentences and figures."""
