"""What can be wrong in a profile, one class each."""

from engine.errors import N_, ConfigError, UsageError


class NoProfile(UsageError):
    """The profile is not there, or cannot be read."""

    template = N_("there is no profile {path!r}")
    advice = N_("`raccordo init DIR` writes one; `--profile PATH` names another")


class NotText(UsageError):
    """The profile is not a text in UTF-8."""

    template = N_("the profile {path!r} is not a text in UTF-8")


class NoSuchVariable(ConfigError):
    """The profile asks for a variable that the environment does not have."""

    template = N_("the environment has no {name!r}")
    advice = N_("set it, or write the value here")


class UnknownKey(ConfigError):
    """A key that a profile does not have, like one that it has."""

    template = N_("unknown key {key!r}")
    advice = N_("did you mean {nearest!r}?")


class UnheardKey(ConfigError):
    """A key that a profile does not have, and like none that it has."""

    template = N_("unknown key {key!r}")
    advice = N_("known are: {known}")


class MissingKey(ConfigError):
    """A key that a profile must have."""

    template = N_("the key {key!r} is missing")
    advice = N_("`raccordo schema profile` describes it")


class Empty(ConfigError):
    """A key has no value."""

    template = N_("{key!r} has no value")
    advice = N_("write one, or leave the key out")


class WrongShape(ConfigError):
    """A text, a list or a section stands where another of them belongs."""

    template = N_("{key!r} has the wrong shape")


class NotSection(WrongShape):
    """Something else stands where a section belongs."""

    advice = N_("a section with keys of its own belongs here")


class NotList(WrongShape):
    """Something else stands where a list belongs."""

    advice = N_("a list belongs here: [one, two]")


class NotPlainText(WrongShape):
    """Something else stands where a text belongs."""

    advice = N_("a text belongs here")


class NotTruth(WrongShape):
    """Something else stands where a yes or a no belongs."""

    advice = N_("'true' or 'false' belongs here")


class NotWhole(WrongShape):
    """Something else stands where a whole number belongs."""

    advice = N_("a whole number belongs here")


class NotNumber(WrongShape):
    """Something else stands where a number belongs."""

    advice = N_("a number belongs here, with a point: 0.3")


class NotOneOf(ConfigError):
    """A value that is none of a closed list."""

    template = N_("{value!r} is not possible for {key!r}")
    advice = N_("possible are: {known}")


class OutOfRange(ConfigError):
    """A number that is too small or too large."""

    template = N_("{value} is out of range for {key!r}")
    advice = N_("from {least} to {most}")


class NotDuration(ConfigError):
    """A text that is no duration."""

    template = N_("{value!r} is not a duration")
    advice = N_("a number and s, m, h or d: 45s, 5m, 1d")


class NotRate(ConfigError):
    """A text that is no rate of calls."""

    template = N_("{value!r} is not a rate")
    advice = N_("calls in a second, minute or hour: 10/s, 40/m, 600/h")


class NotAddress(ConfigError):
    """A text that is no address of a system."""

    template = N_("{key!r} is not an address")
    advice = N_("it begins with https:// and holds no user and no password")


class PlainAddress(ConfigError):
    """An address without encryption, away from this machine."""

    template = N_("{key!r} would send credentials in the clear")
    advice = N_("http:// is for this machine only: write https://")


class NotState(ConfigError):
    """A text that says no place for the state."""

    template = N_("{key!r} is not a place for the state")
    advice = N_("sqlite:///NAME.db, or postgresql://…")


class NotEmail(ConfigError):
    """A text that is no e-mail address."""

    template = N_("{value!r} is not an e-mail address")
    advice = N_("write it as name@example.it")


class NotName(ConfigError):
    """A name that could not be part of a file's name."""

    template = N_("{value!r} cannot be a name")
    advice = N_("letters, digits, spaces, dots and dashes")


class CredentialsUnclear(ConfigError):
    """The CRM section has no credentials, or two kinds of them."""

    template = N_("the CRM wants one kind of credentials")
    advice = N_("either 'api_key', or 'username' and 'password'")


class NoSuchFile(ConfigError):
    """A file that the profile names is not there."""

    template = N_("there is no file {path!r}")
    advice = N_("paths start at the folder of the profile")


class NoSuchMapping(ConfigError):
    """A mapping is no stock name and no file."""

    template = N_("there is no mapping {path!r}")
    advice = N_("did you mean {nearest!r}?")
