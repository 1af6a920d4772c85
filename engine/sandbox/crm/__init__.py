"""CRM in Cloud, as far as its REST API is known."""
