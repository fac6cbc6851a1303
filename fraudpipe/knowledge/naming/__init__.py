"""From words on paper to names of the tables: illnesses and charged items."""
