"""Invented reference files for the tables of the rules that need them, loaded by the real loader."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from openlet.facts.given import Given
from openlet.reference.held import References
from openlet.reference.kinds import kinds
from openlet.reference.loading import load
from tests.rules.table import judged

LEVELS = {"60000001": "E", "60000002": "1", "60000003": "2", "60000004": "3", "60000005": "4", "60000006": "H"}
LARS = {
    "LearningDelivery": "LearnAimRef,LearnAimRefType,NotionalNVQLevelv2,EnglPrscID\n"
    + "".join(f"{reference},0014,{level},\n" for reference, level in LEVELS.items())
    + "Z0020001,0014,X,\nZ0020002,0014,X,\n60000010,0002,3,\n60000011,1413,3,\n60000012,0014,2,\n60000013,0014,2,\n"
    "60000014,0014,3,\n60000015,0014,2,\n60000016,0014,5,1\n60000017,0014,5,2\n60000018,0014,1,\n60000019,0014,1,\n",
    "Validity": "LearnAimRef,ValidityCategory,StartDate,EndDate,LastNewStartDate\n"
    "Z0020001,MCA_GLA,2023-08-01,2024-07-31,2024-05-31\n"
    "Z0020002,MCA_GLA,2019-08-01,2022-07-31,2021-12-31\nZ0020002,mca_gla,2023-08-01,,\n"
    "60000001,ADULT_SKILLS,2019-08-01,2024-07-31,2024-07-31\n60000002,UNEMPLOYED,2019-08-01,2024-07-31,\n"
    "60000003,COMM_LEARN,2019-08-01,,\n60000004,Tailored_Learning,2024-08-01,,\n60000005,OLASS_ADULT,2019-08-01,,\n",
    "LearningDeliveryCategory": "LearnAimRef,CategoryRef,EffectiveFrom,EffectiveTo\n"
    "Z0020001,67,2024-04-01,\nZ0020002,62,2022-04-01,\n60000012,37,2017-08-01,\n60000014,38,2017-08-01,2024-12-31\n"
    "60000003,99,2017-08-01,\n",
    "AnnualValue": "LearnAimRef,BasicSkillsType,EffectiveFrom,EffectiveTo\n"
    "60000013,01,2010-08-01,\n60000015,43,2020-08-01,\n60000018,44,2020-08-01,2024-12-31\n60000019,36,2019-08-01,2024-06-30\n",
}  # fmt: skip
FILES = {
    "organisations": "UKPRN,LegalOrgType,OfS\n10999991,PRIV,N\n10999992,UGFE,Y\n10999993,UHEO,Y\n10999994,PRIV,Y\n"
    "10999995,UGFE,N\n10999999,PRIV,N\n",
    "devolved-postcodes": "Postcode,SourceOfFunding,EffectiveFrom,EffectiveTo\n"
    "B1 1AA,112,2019-08-01,2024-05-31\nB1 1AB,112,2024-06-01,\nM1 1AE,110,2019-08-01,\n",
    "campuses": "CampId,UKPRN\nC0000001,10999991\nC0000002,10999999\n",
    "ulns": "ULN\n1000000027\n",
    "employers": "EmpId\n100000044\n",
    "grades": "OutGrade\nPA\nA*\n",
    "standards": "StandardCode\n7\n",
    "submitted-files": "FileName\nILR-10999991-2526-20251001-093000-01.XML\nILR-10999991-2526-20251003-101500-02.xml\n"
    "ILR-10999991-2425-20261003-101500-01.xml\nILR-10999999-2526-20261003-101500-01.xml\n",
}


@cache
def references(*names: str) -> References:
    """The reference files of some kinds, all of them if none is named."""
    folder = Path(mkdtemp(prefix="openlet-reference-"))
    for name in names or kinds():
        written: Mapping[str, str] = LARS if name == "lars" else {name: FILES[name]}
        paths = []
        for stem, text in written.items():
            path = folder / f"{stem}.csv"
            path.write_text(text, encoding="utf-8")
            paths.append(path)
        load(kinds()[name], paths, folder)
    return References(folder)


def referring(year: str = "2025-26", as_of: date = date(2025, 10, 6), ukprn: int | None = None, *names: str) -> Given:
    """What a return is judged with when all reference files are loaded, or those named."""
    given = judged(year, as_of)
    return replace(given, references=references(*names), ukprn=ukprn or given.ukprn)
