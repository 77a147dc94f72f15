"""Views of members, skills, and the relationships that start at members."""
