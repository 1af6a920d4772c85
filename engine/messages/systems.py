"""The names of the two systems, as people write them."""

_NAMES = {"cic": "CiC", "crm": "CRM"}


def system_name(key: str) -> str:
    """What a person calls a system, from its key in documents and mappings."""
    return _NAMES.get(key, key)
