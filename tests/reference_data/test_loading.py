"""Reference files that a user loads: what is read, what is refused, and what is found in them."""

import zipfile
from datetime import date
from pathlib import Path

import pytest

from openlet.reference.held import References
from openlet.reference.kinds import kinds
from openlet.reference.loading import Loaded, WrongReference, key_of, load, place_of

LARS = {
    "LearningDelivery.csv": "LearnAimRef,EffectiveFrom,LearnAimRefTitle,LearnAimRefType,NotionalNVQLevelv2,EnglPrscID\n"
    '00100309,2000-01-01,"A title, with a comma",0002,3,\nZ0020001,2024-04-01,Bootcamp,0014,X,\n',
    "Validity.csv": "LearnAimRef,ValidityCategory,StartDate,EndDate,LastNewStartDate\n"
    "00100309,ADULT_SKILLS,2010-08-01,2020-07-31,2019-07-31\n"
    "00100309,MCA_GLA,2019-08-01 00:00:00.000,,\n",
    "LearningDeliveryCategory.csv": "LearnAimRef,CategoryRef,EffectiveFrom,EffectiveTo\nZ0020001,67,01/04/2024,\n",
    "AnnualValue.csv": "LearnAimRef,EffectiveFrom,EffectiveTo,BasicSkills,BasicSkillsType\n00100309,2010-08-01,,1,01\n",
    "Category.csv": "CategoryRef,CategoryName\n67,Not read\n",
}


def loaded(folder: Path, kind: str, **files: str) -> Loaded:
    """Load a kind from files with these texts."""
    paths = []
    for name, text in files.items():
        path = folder / f"{name}.csv"
        path.write_text(text, encoding="utf-8", newline="")
        paths.append(path)
    return load(kinds()[kind], paths, folder / "data")


def lars_zip(folder: Path, **changed: str | None) -> Path:
    path = folder / "LARS.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in LARS.items():
            held = changed.get(name.removesuffix(".csv"), text)
            if held is not None:
                archive.writestr(f"folder/{name}", held)
    return path


def test_lars_as_it_is_published(tmp_path: Path) -> None:
    found = load(kinds()["lars"], [lars_zip(tmp_path)], tmp_path)
    assert found.rows == {"LearningDelivery": 2, "Validity": 2, "LearningDeliveryCategory": 1, "AnnualValue": 1}
    held = References(tmp_path)
    assert held.has("lars")
    assert held.about("lars") == "LARS.zip"
    (aim,) = held.rows("lars", "LearningDelivery", "00100309")
    assert (aim["LearnAimRefType"], aim["NotionalNVQLevelv2"], aim["EnglPrscID"]) == ("0002", "3", None)
    adult, devolved = held.rows("lars", "Validity", "00100309")
    assert (adult["StartDate"], adult["EndDate"]) == (date(2010, 8, 1), date(2020, 7, 31))
    assert (devolved["StartDate"], devolved["EndDate"]) == (date(2019, 8, 1), None)
    (category,) = held.rows("lars", "LearningDeliveryCategory", "z0020001")
    assert category["EffectiveFrom"] == date(2024, 4, 1)
    assert held.rows("lars", "LearningDelivery", "60000001") == ()


def test_lars_from_its_files_one_by_one(tmp_path: Path) -> None:
    found = loaded(tmp_path, "lars", **{name.removesuffix(".csv"): text for name, text in LARS.items()})
    assert found.rows["Validity"] == 2


@pytest.mark.parametrize("spoilt", ["Validity", "AnnualValue"])
def test_lars_that_lacks_a_file_is_refused(tmp_path: Path, spoilt: str) -> None:
    with pytest.raises(WrongReference, match=rf"^LARS.zip holds no row of {spoilt}. Load lars as published"):
        load(kinds()["lars"], [lars_zip(tmp_path, **{spoilt: None})], tmp_path)


@pytest.mark.parametrize(
    ("heading", "source"),
    [
        pytest.param("Postcode,SourceOfFunding,EffectiveFrom,EffectiveTo", "112", id="our own names"),
        pytest.param("PostCode,SofCode,EffectiveFrom,EffectiveTo", "112", id="the agency's names"),
        pytest.param("pcds,Source of Funding,Effective From,Effective To", "112", id="names with blanks"),
    ],
)
def test_a_column_may_have_another_name(tmp_path: Path, heading: str, source: str) -> None:
    loaded(tmp_path, "devolved-postcodes", file=f"{heading}\nB1 1AA,{source},2019-08-01,\n")
    (row,) = References(tmp_path / "data").rows("devolved-postcodes", "Postcode", "B1 1AA")
    assert (row["SourceOfFunding"], row["EffectiveFrom"], row["EffectiveTo"]) == ("112", date(2019, 8, 1), None)


def test_several_files_of_one_kind_are_put_together(tmp_path: Path) -> None:
    head = "Postcode,SourceOfFunding,EffectiveFrom\n"
    found = loaded(
        tmp_path, "devolved-postcodes", a=f"{head}B1 1AA,112,2019-08-01\n", b=f"{head}M1 1AE,110,2019-08-01\n"
    )
    assert found.rows == {"Postcode": 2}
    assert found.source == "a.csv, b.csv"
    assert References(tmp_path / "data").rows("devolved-postcodes", "Postcode", "m11ae")


def test_a_file_in_the_encoding_of_windows(tmp_path: Path) -> None:
    path = tmp_path / "organisations.csv"
    path.write_bytes("UKPRN,Name\n10999991,Café\n".encode("cp1252"))
    assert load(kinds()["organisations"], [path], tmp_path).rows == {"Organisation": 1}


def test_columns_that_a_file_may_lack(tmp_path: Path) -> None:
    loaded(tmp_path, "organisations", file="UKPRN,Legal Org Type\n10999991,UGFE\n")
    held = References(tmp_path / "data")
    assert held.has("organisations")
    assert held.has("organisations", "Organisation.LegalOrgType")
    assert not held.has("organisations", "Organisation.OfSRegistered")
    assert held.rows("organisations", "Organisation", 10999991)[0]["OfSRegistered"] is None


def test_rows_without_a_key_and_empty_lines_are_passed_over(tmp_path: Path) -> None:
    assert loaded(tmp_path, "ulns", file="ULN\n1000000027\n\n,\n").rows == {"Learner": 1}


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        pytest.param(
            "ulns",
            "UKPRN\n10999991\n",
            "file.csv has no column ULN. Its columns are: UKPRN. Load a CSV file with the columns ULN.",
            id="a column is missing",
        ),
        pytest.param(
            "campuses",
            "Name\nx\n",
            "file.csv has no column CampId and no column UKPRN. Its columns are: Name. Load a CSV file with the "
            "columns CampId, UKPRN.",
            id="two columns are missing",
        ),
        pytest.param(
            "ulns",
            "",
            "file.csv has no column ULN. Its columns are: none. Load a CSV file with the columns ULN.",
            id="empty",
        ),
        pytest.param(
            "ulns",
            "ULN\n",
            "file.csv holds no row. Load a CSV file with the columns ULN.",
            id="only a heading",
        ),
        pytest.param(
            "devolved-postcodes",
            "Postcode,SourceOfFunding,EffectiveFrom\nB1 1AA,112,2019-08-01\nB1 1AB,112,soon\n",
            "file.csv, line 3: EffectiveFrom is 'soon', which is not a date. Correct it, or load the file as "
            "published.",
            id="no date",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_a_sentence(tmp_path: Path, kind: str, text: str, said: str) -> None:
    with pytest.raises(WrongReference) as refused:
        loaded(tmp_path, kind, file=text)
    assert str(refused.value) == said
    assert not list((tmp_path / "data" / "reference").iterdir())


def test_a_refused_file_leaves_what_was_loaded_before(tmp_path: Path) -> None:
    loaded(tmp_path, "ulns", file="ULN\n1000000027\n")
    with pytest.raises(WrongReference):
        loaded(tmp_path, "ulns", file="UKPRN\n10999991\n")
    assert References(tmp_path / "data").rows("ulns", "Learner", 1000000027)


def test_loading_again_replaces(tmp_path: Path) -> None:
    loaded(tmp_path, "ulns", file="ULN\n1000000027\n")
    loaded(tmp_path, "ulns", file="ULN\n1000000035\n")
    held = References(tmp_path / "data")
    assert not held.rows("ulns", "Learner", 1000000027)
    assert held.rows("ulns", "Learner", 1000000035)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongReference, match=r"nowhere.csv was not found. Check the name and the folder.$"):
        load(kinds()["ulns"], [tmp_path / "nowhere.csv"], tmp_path)


def test_nobody_else_may_look_into_it(tmp_path: Path) -> None:
    loaded(tmp_path, "ulns", file="ULN\n1000000027\n")
    place = place_of(tmp_path / "data", "ulns")
    assert place.stat().st_mode & 0o077 == 0
    assert place.parent.stat().st_mode & 0o077 == 0


def test_a_damaged_store_of_a_kind_is_said(tmp_path: Path) -> None:
    loaded(tmp_path, "ulns", file="ULN\n1000000027\n")
    place_of(tmp_path / "data", "ulns").write_bytes(b"x" * 5000)
    with pytest.raises(WrongReference, match=r"is damaged .* Load it again: openlet reference load ulns.$"):
        References(tmp_path / "data").has("ulns")


def test_without_a_folder_nothing_is_loaded() -> None:
    held = References()
    assert not held.has("ulns")
    assert held.rows("ulns", "Learner", 1000000027) == ()
    assert held.about("ulns") is None


@pytest.mark.parametrize(
    ("text", "form", "key"),
    [
        ("00100309", "key", "100309"),
        (" z002 ", "key", "Z002"),
        ("b1 1aa", "postcode", "B11AA"),
        ("B1  1AA", "postcode", "B11AA"),
    ],
)
def test_keys_are_compared_in_one_form(text: str, form: str, key: str) -> None:
    assert key_of(text, form) == key


def test_every_kind_is_documented() -> None:
    text = (Path(__file__).parents[2] / "docs" / "reference-data.md").read_text(encoding="utf-8")
    for kind in kinds().values():
        assert f"## `{kind.name}`" in text
        for table in kind.tables:
            for column in table.columns:
                assert f"| `{column.name}` |" in text, column.name
