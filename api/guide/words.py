"""What the guide says of each operation, parameter and refusal, in the reader's language."""

from django.utils.translation import gettext_lazy as _

# Operation: (group, title, what it gives).
OPERATIONS = {
    "listLaunches": (
        "launches",
        _("List launches"),
        _("Newest release first. Follow next, or the Link header, until it is null."),
    ),
    "getLaunch": (
        "launches",
        _("Read one launch"),
        _("All texts, every file with its renditions, credit and licence."),
    ),
    "getLaunchKit": (
        "launches",
        _("Download the media kit of a launch"),
        _("Every text as Word, PDF and Markdown, every file with its credit inside, as one ZIP."),
    ),
    "getThemeKit": (
        "themes",
        _("Download the media kits of a theme"),
        _("All of its launches in one ZIP, a folder for each."),
    ),
    "getDayKit": (
        "programme",
        _("Download the media kits of a day"),
        _("What is shown on that day of the forum, a folder for each launch."),
    ),
    "getSlateKit": (
        "slates",
        _("Download the media kits of a slate"),
        _("Its launches in one ZIP, from its instant on."),
    ),
    "listVersions": (
        "launches",
        _("List the versions of a launch"),
        _("Those that were public, with what each correction mended."),
    ),
    "getVersion": (
        "launches",
        _("Read one version"),
        _("As it was. A file that a correction took away is gone."),
    ),
    "search": (
        "search",
        _("Search everything"),
        _("The first of each kind that say every word, in any script, and where the rest is."),
    ),
    "listCompanies": (
        "companies",
        _("List companies"),
        _("Those with something to read, as their newest open launch presents them."),
    ),
    "getCompany": (
        "companies",
        _("Read one company"),
        _("Its words in every language, its logo and the contacts for everybody."),
    ),
    "listThemes": ("themes", _("List themes"), _("The forum's topics, with their feeds.")),
    "getTheme": ("themes", _("Read one theme"), _("One topic, and where to read its launches.")),
    "listSessions": (
        "programme",
        _("List sessions"),
        _("In order of time. What is hidden from you is a slot without a launch."),
    ),
    "getSession": ("programme", _("Read one session"), _("By its hall and its code.")),
    "listStages": ("stages", _("List stages"), _("The halls of the forum.")),
    "getStage": (
        "stages",
        _("What is on a stage now"),
        _("Always the full state, the same that screens get pushed."),
    ),
    "getRundown": ("stages", _("Read a rundown"), _("The show list of a stage.")),
    "listSlates": (
        "slates",
        _("List slates"),
        _("Launches that opened together. Before its instant a slate does not exist."),
    ),
    "getSlate": ("slates", _("Read one slate"), _("With its launches as the list gives them.")),
    "listChanges": (
        "changes",
        _("Follow changes"),
        _("Everything you may know, in order, without gaps. Keep next and ask again with it."),
    ),
}
GROUPS = {
    "launches": _("Launches"),
    "search": _("Search"),
    "companies": _("Companies"),
    "themes": _("Themes"),
    "programme": _("Programme"),
    "stages": _("Stages"),
    "slates": _("Slates"),
    "changes": _("Changes"),
}
PARAMETERS = {
    "uid": _("Its id"),
    "slug": _("Its short name in addresses"),
    "number": _("Number of the version"),
    "code": _("Code of the session"),
    "theme": _("Only of this theme, by its short name"),
    "category": _("Only of this category, exactly"),
    "country": _("Only of companies of this country, two letters"),
    "stage": _("Only on this stage, by its short name"),
    "company": _("Only of this company, by its id"),
    "day": _("Only of this day of the forum"),
    "lang": _("One language: it, else another form of it, else English, else the first"),
    "format": _("Another form, as the Accept header would ask for it"),
    "fields": _("Only these members, with commas between them"),
    "q": _("Words in any language; all of them have to be there"),
    "updated_since": _("Only what was released or corrected since"),
    "ordering": _("Newest or oldest first"),
    "limit": _("How many at most, 1 to 100"),
    "cursor": _("Where to go on: from next of the last answer"),
    "after": _("Where to go on: the cursor of the last answer; or end, to begin from now"),
    "wait": _("Hold an empty answer until there is something new, for 1 to 30 seconds"),
}
PROBLEMS = {
    400: _(
        "A parameter is wrong, or the request cannot be read. invalid_params names each "
        "parameter, what was found in it and what is wanted. Mend it; asking again does not help."
    ),
    401: _(
        "The key is unknown, expired, revoked, or not to be used from your address. Which of them "
        "we do not say. Without a key you read what is public."
    ),
    403: _("The key is good, but not for this."),
    404: _(
        "There is nothing here: it never was, it was recalled, or it is not open to you yet. The "
        "answers are the same on purpose. Do not keep a 404: the launch may open the next second."
    ),
    405: _("This address takes other methods. Allow names them."),
    406: _("None of the types in your Accept header can be had here. Leave it out for JSON."),
    409: _("It was answered otherwise already. Read it again before you go on."),
    413: _("The request is too long."),
    415: _("The body must be JSON."),
    422: _("The request was understood and refused; detail says why, code says it for programs."),
    429: _(
        "You asked more than your budget for this minute. Retry-After says in how many seconds "
        "to ask again; RateLimit tells the budget while there is some left."
    ),
    500: _("Our mistake. It has been noted. Asking again in a while may help."),
    503: _(
        "The database is away for the moment, or papers are being made. "
        "Retry-After says when to ask again."
    ),
}
