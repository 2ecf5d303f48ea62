"""What the store says when it does not do what was asked. The text never holds learner data but a LearnRefNumber."""


class NotDone(Exception):
    """Nothing was changed; the text says what is wrong, then what to do."""


class Gone(NotDone):
    """The record or the learner that was to be changed is not there any more."""


class Conflict(NotDone):
    """Somebody else changed the same thing since the screen was filled.

    ``path`` is the place, ``base`` what the screen started from, ``theirs`` what stands there now, ``yours`` what was
    to be written (None: nothing). The values are for the screen of the person who works on the learner, not for logs.
    """

    def __init__(self, path: str, base: object, theirs: object, yours: object) -> None:
        self.path, self.base, self.theirs, self.yours = path, base, theirs, yours
        element = next((step for step in reversed(path.split("/")) if step[:1].isupper()), path)
        super().__init__(
            f"{element} was changed by somebody else since you opened it, so your change was not saved. "
            "Compare both values, then choose one."
        )


class Overtaken(NotDone):
    """What an action was planned from was changed after its preview was made. ``path`` is the place."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(
            "The record was changed after this preview was made, so nothing was done. Look at the preview again, then "
            "confirm it."
        )


class Outdated(NotDone):
    """What a preview showed of the return was changed before it was confirmed; the text says what was not done."""
