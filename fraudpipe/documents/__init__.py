"""From lines of text to fields with evidence: document types, values, validators, confidence."""
