"""What happens to people, their absences and their calendars."""
