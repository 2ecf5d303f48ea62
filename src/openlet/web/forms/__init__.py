"""The learner forms, drawn from ``spec``: what stands in them, and what is stored for what is typed.

Pure Python without Django and without HTML. Adding a field to ``spec/fields.csv`` makes it appear.
"""

from openlet.web.forms.sections import aim_form, destination_form, employment_form, learner_form
from openlet.web.forms.shapes import Box, Form, FormRecord, Option, RecordList, Section
from openlet.web.forms.typed import Asked, asked, canonical, read_as, shown

__all__ = [
    "Asked",
    "Box",
    "Form",
    "FormRecord",
    "Option",
    "RecordList",
    "Section",
    "aim_form",
    "asked",
    "canonical",
    "destination_form",
    "employment_form",
    "learner_form",
    "read_as",
    "shown",
]
