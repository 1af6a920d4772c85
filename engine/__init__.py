"""Keeps an accounting system and a CRM equal, declaratively."""
