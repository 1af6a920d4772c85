"""What every test stands on."""

import os

from hypothesis import HealthCheck, settings

# The same examples on every machine; no example is judged by how long it took.
settings.register_profile(
    "tests",
    deadline=None,
    derandomize=True,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
# Many more, and other ones each time: for a long look.
settings.register_profile(
    "torture",
    parent=settings.get_profile("tests"),
    derandomize=False,
    max_examples=2000,
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "tests"))

# Nothing that a person set on this machine decides what a test sees.
for name in [name for name in os.environ if name.startswith("RACCORDO_")]:
    del os.environ[name]
os.environ["RACCORDO_RETRY_WAIT"] = "0.01"
# Nothing of a test goes into the keyring of who runs it.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
