"""The forms of the settings; their field names are the parameters of the workflows."""
