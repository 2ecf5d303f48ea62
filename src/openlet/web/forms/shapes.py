"""What a form is made of: sections, boxes and lists of records. Nothing in it is HTML; templates draw it."""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Option:
    """One code that may be chosen.

    ``listed`` is False for a present value that the list does not (any longer) hold; its label then says so.
    """

    code: str
    label: str
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Box:
    """One place where a text is typed or chosen.

    ``path`` is where it is stored: of a field, or of a slot (``.../LearningDeliveryFAM:DAM:2``). ``value`` is the text
    stored, ``shown`` what stands in the box, ``read_as`` what it is understood as, in words. ``kind`` is "text",
    "date", "number" or "code". ``max_length`` is for hints: as a limit of the HTML element it would cut what is pasted;
    ``width`` is in characters, None for the whole width. ``options`` of a code may be no more than suggestions:
    ``free`` is True where other codes may be typed. ``depends_on`` is the path of the box whose value decides which
    options there are. ``place`` is the place in the guide, ``used`` the guide's "yes", "no" or "conditional", "" where
    it does not name the field. ``type`` and ``number`` are those of a slot, and ``group`` the type's name, the same for
    all its boxes. ``places`` are the paths, besides its own, of messages that belong here.
    """

    path: str
    entity: str
    element: str
    label: str
    kind: str
    value: str
    shown: str
    read_as: str
    options: tuple[Option, ...]
    free: bool
    badges: tuple[str, ...]
    hint: str
    place: str
    used: str
    folded: bool
    required: bool
    limits: str
    max_length: int | None
    width: int | None
    inputmode: str | None
    autocomplete: str
    depends_on: str | None = None
    type: str | None = None
    number: int | None = None
    group: str = ""
    places: tuple[str, ...] = ()

    @property
    def is_tick(self) -> bool:
        """Whether there is one code only, so that a tick says it all."""
        return len(self.options) == 1 and self.options[0].listed and not self.free


@dataclass(frozen=True, slots=True)
class FormRecord:
    """One record of a list: its path ends with its ``_id``. ``title`` says which one it is."""

    path: str
    id: str
    title: str
    items: tuple["Box | RecordList", ...]

    def boxes(self) -> Iterator[Box]:
        """All boxes of the record, those of lists within it too."""
        return _boxes(self.items)


@dataclass(frozen=True, slots=True)
class RecordList:
    """The records of one list, or of one dated type of a typed list.

    ``path`` is where a record is added, ``new`` the tree to add; ``key`` is the path, with the type where there is one
    (``.../LearningDeliveryFAM:LSF``); ``type`` is that type. ``may_add`` is False for a list that is full, and for what
    fits no box and is only to be mended.
    """

    path: str
    key: str
    entity: str
    title: str
    singular: str
    records: tuple[FormRecord, ...]
    may_add: bool
    new: dict[str, str]
    hint: str
    place: str
    badges: tuple[str, ...]
    used: str
    folded: bool
    type: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """One section. ``folded``: everything in it is not used for bootcamps, empty, and without messages."""

    key: str
    title: str
    folded: bool
    items: tuple[Box | RecordList, ...]

    def open_items(self) -> tuple[Box | RecordList, ...]:
        """What is shown at once."""
        return tuple(item for item in self.items if not item.folded)

    def folded_items(self) -> tuple[Box | RecordList, ...]:
        """What is folded away under "not used for bootcamps"."""
        return tuple(item for item in self.items if item.folded)

    def boxes(self) -> Iterator[Box]:
        """All boxes of the section, those of records too."""
        return _boxes(self.items)


@dataclass(frozen=True, slots=True)
class Form:
    """All sections of one form, in the guide's order."""

    sections: tuple[Section, ...]
    _index: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    def boxes(self) -> Iterator[Box]:
        """All boxes of the form."""
        for section in self.sections:
            yield from section.boxes()

    def box(self, path: str) -> Box | None:
        """The box of that path."""
        return next((box for box in self.boxes() if box.path == path), None)

    def lists(self) -> Iterator[RecordList]:
        """All lists of records of the form, those within records too."""
        for section in self.sections:
            yield from _lists(section.items)

    def list(self, key: str) -> RecordList | None:
        """The list of records of that key."""
        return next((one for one in self.lists() if one.key == key), None)

    def place_of(self, path: str) -> str | None:
        """The ``path`` of the box, or ``key`` of the list, at which a message about a place is shown; None: elsewhere.

        A message about an element of a record that is not there yet belongs to the list.
        """
        if not self._index:
            self._index.update(_places(item for section in self.sections for item in section.items))
        return self._index.get(path) or self._index.get(path.rpartition("/")[0] + "/*")


def _boxes(items: tuple[Box | RecordList, ...]) -> Iterator[Box]:
    for item in items:
        if isinstance(item, Box):
            yield item
        else:
            for record in item.records:
                yield from record.boxes()


def _lists(items: tuple[Box | RecordList, ...]) -> Iterator[RecordList]:
    for item in items:
        if isinstance(item, RecordList):
            yield item
            for record in item.records:
                yield from _lists(record.items)


def _places(items: "Iterator[Box | RecordList]") -> Iterator[tuple[str, str]]:
    for item in items:
        if isinstance(item, Box):
            yield item.path, item.path
            yield from ((place, item.path) for place in item.places)
            continue
        yield item.key, item.key
        yield f"{item.key}/*", item.key
        for record in item.records:
            yield record.path, item.key
            yield f"{record.path}/*", item.key
            yield from _places(iter(record.items))
