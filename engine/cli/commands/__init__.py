"""One function for each verb: it asks the application, and shows the answer."""
