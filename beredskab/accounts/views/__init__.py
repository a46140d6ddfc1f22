"""The settings pages and the page of absences."""
