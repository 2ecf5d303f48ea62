import pytest

from tests.rules.whole_file.asking import File, fires, reason, row, says

CODE = "Inconsistent UKPRN"
TABLE = [
    row("sent from the provider's own account", File(account=10999991), False),
    row("sent from another account", File(account=10999999), True),
    row("a name of another form", File("return.xml", account=10999999), False),
]


@pytest.mark.parametrize(("file", "expected"), TABLE)
def test_when_it_fires(file: File, expected: int) -> None:
    assert fires(CODE, file) == expected


def test_the_message_names_what_was_found() -> None:
    assert "says the UKPRN 10999991, but it is sent from the account of 10999999" in says(CODE, File(account=10999999))


def test_it_is_skipped_while_the_account_is_not_known() -> None:
    assert reason(CODE, File()) == "the provider whose account sends the file was not named (--account UKPRN)"
