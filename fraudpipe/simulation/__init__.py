"""The claims world: members, care, frauds, investigations, papers as page images."""
