"""Every verb: where it is, and its sentence, under the headings of the help."""

from engine.errors import N_

_COMMANDS = "engine.cli.commands"

SECTIONS = (
    (
        N_("Try it"),
        {
            "demo": (
                f"{_COMMANDS}.demo:demo",
                N_("Show the whole job on two sandboxes in this process"),
            ),
            "sandbox": (
                f"{_COMMANDS}.sandbox:sandbox",
                N_("Run both sandboxes until stopped, and print a ready profile"),
            ),
        },
    ),
    (
        N_("Begin"),
        {
            "init": (
                f"{_COMMANDS}.beginning:init",
                N_("Write a commented profile, an overlay, rules, and a test for each"),
            ),
            "grant": (
                f"{_COMMANDS}.granting:grant",
                N_("Let CiC grant access, and keep the token with its date"),
            ),
            "check": (
                f"{_COMMANDS}.running:check",
                N_("Say whether everything is ready"),
            ),
            "setup": (
                f"{_COMMANDS}.running:setup",
                N_("Create or refresh the select fields in the CRM"),
            ),
        },
    ),
    (
        N_("Keep equal"),
        {
            "plan": (f"{_COMMANDS}.running:plan", N_("Show what a sync would write")),
            "sync": (
                f"{_COMMANDS}.running:sync",
                N_("Keep both systems equal: one run"),
            ),
            "send": (
                f"{_COMMANDS}.running:send",
                N_("Send one record of the CRM to CiC now"),
            ),
            "quotes": (
                f"{_COMMANDS}.quotes:quotes",
                N_("List the quotes, and what became of them in CiC"),
            ),
            "print": (
                f"{_COMMANDS}.quotes:print_",
                N_("Print a quotation in a template of CiC"),
            ),
        },
    ),
    (
        N_("Let it run by itself"),
        {
            "serve": (
                f"{_COMMANDS}.serving:serve",
                N_("Listen to web hooks and keep to the schedule, until stopped"),
            ),
            "hooks": (
                f"{_COMMANDS}.serving:hooks",
                N_("Print the web hooks to enter in CiC"),
            ),
        },
    ),
    (
        N_("Look"),
        {
            "status": (f"{_COMMANDS}.looking:status", N_("Show the last runs")),
            "problems": (
                f"{_COMMANDS}.looking:problems",
                N_("List the records that are held, and why"),
            ),
            "conflicts": (
                f"{_COMMANDS}.looking:conflicts",
                N_("List the fields that both sides changed"),
            ),
            "links": (f"{_COMMANDS}.looking:links", N_("List the remembered pairs")),
            "explain": (
                f"{_COMMANDS}.looking:explain",
                N_("Explain one record, field by field"),
            ),
            "journal": (
                f"{_COMMANDS}.looking:journal",
                N_("List every write ever made"),
            ),
        },
    ),
    (
        N_("Decide"),
        {
            "retry": (
                f"{_COMMANDS}.running:retry",
                N_("Try the records again that are held"),
            ),
            "dismiss": (f"{_COMMANDS}.deciding:dismiss", N_("Put a problem away")),
            "resolve": (
                f"{_COMMANDS}.deciding:resolve",
                N_("Decide a conflict that is held"),
            ),
            "undo": (
                f"{_COMMANDS}.undoing:undo",
                N_("Take back a run, one write, or all writes to a record"),
            ),
            "link": (
                f"{_COMMANDS}.deciding:link",
                N_("Say that two records are the same thing"),
            ),
            "unlink": (f"{_COMMANDS}.deciding:unlink", N_("Forget a pair")),
            "exclude": (
                f"{_COMMANDS}.deciding:exclude",
                N_("Leave one record out, from now on"),
            ),
            "include": (
                f"{_COMMANDS}.deciding:include",
                N_("Take a record in again that was left out"),
            ),
        },
    ),
    (
        N_("Keep safe"),
        {
            "state": (
                f"{_COMMANDS}.state:state",
                N_("Check, copy and restore what is remembered"),
            ),
        },
    ),
    (
        N_("Many agreements"),
        {
            "fleet": (
                f"{_COMMANDS}.fleet:fleet",
                N_("List, add, pause and run the profiles of a fleet"),
            ),
            "worker": (
                f"{_COMMANDS}.fleet:worker",
                N_("Be one more worker of a fleet"),
            ),
        },
    ),
    (
        N_("For consultants"),
        {
            "rules": (
                f"{_COMMANDS}.rules:rules",
                N_("Check, test, show and try the rules"),
            ),
        },
    ),
    (
        N_("For integrators"),
        {
            "mapping": (
                f"{_COMMANDS}.mapping:mapping",
                N_("Check, show, test, preview and draw the mappings"),
            ),
        },
    ),
    (
        N_("For editors"),
        {
            "schema": (
                f"{_COMMANDS}.beginning:schema",
                N_("Print the JSON Schema of a profile or of a mapping"),
            ),
        },
    ),
)
