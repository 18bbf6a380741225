"""One module for each section of the report: a situation in, what the section shows out."""
