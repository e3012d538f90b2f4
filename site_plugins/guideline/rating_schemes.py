"""The schemes in which guidelines rate their recommendations: a scheme is a row of data.

What a level means stands here in the words of the scheme's makers, as the document that `published` names gives
them. Where their words were not at hand the meaning is empty: nobody makes one up. What a program calls a level is
how guidelines write it; schemes that write it in two ways have both.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

GRADE_OF, CERTAINTY_OF = "grade", "certainty"
"""The two attributes of a statement that a scheme's dimensions are given by."""


@dataclass(frozen=True)
class RatingLevel:
    """A level of a dimension."""

    name: str
    meaning: str = ""
    """In the makers' words; empty where they were not at hand."""
    stands_for: tuple[tuple[str, str], ...] = ()
    """Of a name for several levels, such as 1C: the attribute and the name of each, which have the meanings."""


@dataclass(frozen=True)
class RatingDimension:
    """What a scheme rates, such as the strength of a recommendation."""

    attribute: str
    """The attribute of a statement that gives its level."""
    name: str
    """What the scheme calls it."""
    short: str
    """What stands before the level beside a statement; empty where the level speaks for itself."""
    levels: tuple[RatingLevel, ...]
    """None where any text is allowed."""

    def find(self, name: str, *, folded: bool = False) -> RatingLevel | None:
        """Return the level of that name; of a dimension without levels, one of any name.

        `folded` is whether capitals make no difference.
        """
        if not self.levels:
            return RatingLevel(name)
        same = str.casefold if folded else str
        return next((each for each in self.levels if same(each.name) == same(name)), None)


@dataclass(frozen=True)
class RatingScheme:
    """A scheme, as its makers published it."""

    name: str
    """As it stands in a statement's attribute and beside the statement."""
    title: str
    dimensions: tuple[RatingDimension, ...]
    published: str = ""
    """The document that gives the meanings of its levels."""
    language: str = "en"
    """Of the meanings."""

    @cached_property
    def by_attribute(self) -> dict[str, RatingDimension]:
        """Its dimensions, by the attributes that give their levels."""
        return {dimension.attribute: dimension for dimension in self.dimensions}


def _levels(**meanings: str) -> tuple[RatingLevel, ...]:
    """Return levels whose names are words."""
    return tuple(RatingLevel(name.replace("_", " "), meaning) for name, meaning in meanings.items())


def _named(*levels: tuple[str, str]) -> tuple[RatingLevel, ...]:
    """Return levels by their names and meanings."""
    return tuple(RatingLevel(name, meaning) for name, meaning in levels)


_CONFIDENT = (
    "The guideline panel is confident that the desirable effects outweigh the undesirable effects, or that the "
    "undesirable effects outweigh the desirable effects."
)
_PROBABLY = (
    "The desirable effects probably outweigh the undesirable effects, or the undesirable effects probably outweigh "
    "the desirable effects, but appreciable uncertainty exists."
)

_HIGH = "We are very confident that the true effect lies close to that of the estimate of the effect."
_FAIR = (
    "We are moderately confident in the effect estimate: the true effect is likely to be close to the estimate of "
    "the effect, but there is a possibility that it is substantially different."
)
_LOW = (
    "Our confidence in the effect estimate is limited: the true effect may be substantially different from the "
    "estimate of the effect."
)
_VERY_LOW = (
    "We have very little confidence in the effect estimate: the true effect is likely to be substantially "
    "different from the estimate of effect."
)

GRADE = RatingScheme(
    "GRADE",
    "Grading of Recommendations Assessment, Development and Evaluation",
    (
        RatingDimension(
            GRADE_OF,
            "Strength of recommendation",
            "recommendation",
            (
                *_levels(strong=_CONFIDENT, conditional=_PROBABLY, weak=_PROBABLY),
                *_named(("1", f"Strong recommendation. {_CONFIDENT}"), ("2", f"Weak recommendation. {_PROBABLY}")),
                *(
                    RatingLevel(number + letter, stands_for=((GRADE_OF, number), (CERTAINTY_OF, letter)))
                    for number in "12"
                    for letter in "ABCD"
                ),
                *_levels(ungraded="", UG="Ungraded."),
                RatingLevel("not graded"),
            ),
        ),
        RatingDimension(
            CERTAINTY_OF,
            "Certainty of evidence",
            "certainty",
            (
                *_levels(high=_HIGH, moderate=_FAIR, low=_LOW, very_low=_VERY_LOW),
                *_named(
                    ("A", f"High-quality evidence. {_HIGH}"),
                    ("B", f"Moderate-quality evidence. {_FAIR}"),
                    (
                        "C",
                        f"Low-quality evidence. {_LOW} A guideline that does not use D has very "
                        "low-quality evidence here too.",
                    ),
                    ("D", f"Very low-quality evidence. {_VERY_LOW}"),
                ),
            ),
        ),
    ),
    "Balshem et al., J Clin Epidemiol 2011;64:401-406 (certainty); KCE Process Book, chapter 6 (strength); Guyatt "
    "et al., Chest 2006;129:174-181 (1 and 2, A to C); Dellinger et al., Crit Care Med 2013;41:580-637 (D, UG)",
)
"""Certainty: the table of Balshem et al. 2011, as doi:10.1186/1741-7015-10-33, table 1, reprints it. Strength:
https://processbook.kce.be, "Recommendations". "Weak" and "conditional" are two words for one level. 1 is strong, 2
weak, A high, B moderate, C low: abstract of Guyatt et al., doi:10.1378/chest.129.1.174; as PMC3205101, table 1, has
it, C is low or very low, and there is no D. D for very low, and UG for ungraded: abstract of Dellinger et al. "Not
graded" is KDIGO's."""

NICE = RatingScheme(
    "NICE",
    "Wording of recommendations of the National Institute for Health and Care Excellence",
    (
        RatingDimension(
            GRADE_OF,
            "Wording of the recommendation",
            "",
            _named(
                ("must", ""),
                ("must not", ""),
                ("offer", "A strong recommendation, usually where there is clear evidence of benefit."),
                ("do not offer", ""),
                ("consider", "A recommendation for which the evidence of benefit is less certain."),
            ),
        ),
    ),
    "NICE, Making decisions using NICE guidelines",
)
"""The page explains "offer" and "consider" and no other word: nice.org.uk, about, what we do, NICE guidelines."""

SIGN = RatingScheme(
    "SIGN",
    "Scottish Intercollegiate Guidelines Network, 1999-2012",
    (
        RatingDimension(
            GRADE_OF,
            "Grade of recommendation",
            "grade",
            _named(
                (
                    "A",
                    "At least one meta-analysis, systematic review, or RCT rated as 1++, and directly applicable "
                    "to the target population; or a body of evidence consisting principally of studies rated as "
                    "1+, directly applicable to the target population, and demonstrating overall consistency of "
                    "results.",
                ),
                (
                    "B",
                    "A body of evidence including studies rated as 2++, directly applicable to the target "
                    "population, and demonstrating overall consistency of results; or extrapolated evidence from "
                    "studies rated as 1++ or 1+.",
                ),
                (
                    "C",
                    "A body of evidence including studies rated as 2+, directly applicable to the target "
                    "population, and demonstrating overall consistency of results; or extrapolated evidence from "
                    "studies rated as 2++.",
                ),
                ("D", "Evidence level 3 or 4; or extrapolated evidence from studies rated as 2+."),
            ),
        ),
        RatingDimension(
            CERTAINTY_OF,
            "Level of evidence",
            "level",
            _named(
                (
                    "1++",
                    "High quality meta-analyses, systematic reviews of RCTs, or RCTs with a very low risk of bias.",
                ),
                ("1+", "Well conducted meta-analyses, systematic reviews, or RCTs with a low risk of bias."),
                ("1-", "Meta-analyses, systematic reviews, or RCTs with a high risk of bias."),
                (
                    "2++",
                    "High quality systematic reviews of case control or cohort studies; high quality case control "
                    "or cohort studies with a very low risk of confounding or bias and a high probability that the "
                    "relationship is causal.",
                ),
                (
                    "2+",
                    "Well conducted case control or cohort studies with a low risk of confounding or bias and a "
                    "moderate probability that the relationship is causal.",
                ),
                (
                    "2-",
                    "Case control or cohort studies with a high risk of confounding or bias and a significant risk "
                    "that the relationship is not causal.",
                ),
                ("3", "Non-analytic studies, e.g. case reports, case series."),
                ("4", "Expert opinion."),
            ),
        ),
    ),
    "SIGN 50: a guideline developer’s handbook",
)
"""As SIGN's table is reprinted in doi:10.1186/s13023-017-0685-2, table 1."""

_STRONG, _MODERATE, _WEAK = "Strong. Benefit >>> risk.", "Moderate. Benefit >> risk.", "Weak. Benefit ≥ risk."
_NO_BENEFIT, _HARM = "Moderate. Benefit = risk.", "Strong. Risk > benefit."

ACC_AHA = RatingScheme(
    "ACC/AHA",
    "American College of Cardiology and American Heart Association",
    (
        RatingDimension(
            GRADE_OF,
            "Class of recommendation",
            "COR",
            _named(
                ("I", _STRONG),
                ("IIa", _MODERATE),
                ("IIb", _WEAK),
                ("III", ""),
                ("III: No Benefit", _NO_BENEFIT),
                ("III: Harm", _HARM),
                ("1", _STRONG),
                ("2a", _MODERATE),
                ("2b", _WEAK),
                ("3: No Benefit", _NO_BENEFIT),
                ("3: Harm", _HARM),
            ),
        ),
        RatingDimension(
            CERTAINTY_OF,
            "Level of evidence",
            "LOE",
            _named(
                (
                    "A",
                    "High-quality evidence from more than 1 RCT; meta-analyses of high-quality RCTs; one or more "
                    "RCTs corroborated by high-quality registry studies.",
                ),
                ("B", ""),
                (
                    "B-R",
                    "Randomized. Moderate-quality evidence from 1 or more RCTs; meta-analyses of moderate-quality "
                    "RCTs.",
                ),
                ("B-NR", "Nonrandomized."),
                ("C", ""),
                ("C-LD", "Limited data."),
                ("C-EO", "Expert opinion."),
            ),
        ),
    ),
    "ACC/AHA recommendation classification system, since 2015",
)
"""As the system's table is reprinted in doi:10.1186/s13054-021-03695-2, table 1, and its letters explained in
doi:10.1161/JAHA.119.014060, table 1. Guidelines write the classes in Roman or Arabic figures; III, B and C alone
are those of the editions before 2015."""

OXFORD_2009 = RatingScheme(
    "Oxford 2009",
    "Oxford Centre for Evidence-Based Medicine, Levels of Evidence of March 2009 (therapy)",
    (
        RatingDimension(
            GRADE_OF,
            "Grade of recommendation",
            "grade",
            _named(
                ("A", "Consistent level 1 studies."),
                ("B", "Consistent level 2 or 3 studies or extrapolations from level 1 studies."),
                ("C", "Level 4 studies or extrapolations from level 2 or 3 studies."),
                (
                    "D",
                    "Level 5 evidence or troublingly inconsistent or inconclusive studies of any level.",
                ),
            ),
        ),
        RatingDimension(
            CERTAINTY_OF,
            "Level of evidence",
            "level",
            _named(
                ("1a", "Systematic review (with homogeneity) of RCTs."),
                ("1b", "Individual RCT (with narrow confidence interval)."),
                ("1c", "All or none."),
                ("2a", "Systematic review (with homogeneity) of cohort studies."),
                ("2b", "Individual cohort study (including low quality RCT)."),
                ("2c", "“Outcomes” research; ecological studies."),
                ("3a", "Systematic review (with homogeneity) of case-control studies."),
                ("3b", "Individual case-control study."),
                ("4", "Case series (and poor quality cohort and case-control studies)."),
                (
                    "5",
                    "Expert opinion without explicit critical appraisal, or based on physiology, bench research, "
                    "or “first principles”.",
                ),
            ),
        ),
    ),
    "Oxford Centre for Evidence-Based Medicine: Levels of Evidence (March 2009)",
)
"""As the Centre's table (column therapy) is reprinted in two tables: Gut's “Levels of evidence and grades of
recommendation based on the Oxford Centre for Evidence Based Medicine” and PMC10691815, table 1."""

OXFORD_2011 = RatingScheme(
    "Oxford 2011",
    "Oxford Centre for Evidence-Based Medicine, 2011 Levels of Evidence",
    (
        RatingDimension(
            CERTAINTY_OF,
            "Level of evidence",
            "level",
            _named(("1", ""), ("2", ""), ("3", ""), ("4", ""), ("5", "")),
        ),
    ),
)
"""What a level means depends on the question that was asked, so none is given."""

AWMF = RatingScheme(
    "AWMF",
    "Arbeitsgemeinschaft der Wissenschaftlichen Medizinischen Fachgesellschaften",
    (
        RatingDimension(
            GRADE_OF,
            "Empfehlungsgrad",
            "Empfehlungsgrad",
            _named(
                ("A", "Starke Empfehlung: soll, soll nicht."),
                ("B", "Abgeschwächte Empfehlung: sollte, sollte nicht."),
                ("0", "Offene Empfehlung: kann."),
                ("EK", "Expertenkonsens."),
            ),
        ),
        # The rules leave the choice of a scale of evidence to each guideline.
        RatingDimension(CERTAINTY_OF, "Evidenz", "Evidenz", ()),
    ),
    "AWMF-Regelwerk Leitlinien, Graduierung von Empfehlungen; Nationale VersorgungsLeitlinie Asthma, Methodik",
    language="de",
)
"""https://www.awmf.org/regelwerk/formulierung-und-graduierung-von-empfehlungen and
https://leitlinien.de/themen/asthma/kurzfassung/methodik, table 1."""

ACIP = RatingScheme(
    "CDC ACIP",
    "Advisory Committee on Immunization Practices of the Centers for Disease Control and Prevention",
    (
        RatingDimension(
            GRADE_OF,
            "Recommendation category",
            "category",
            _named(
                (
                    "A",
                    "For all persons in an age group or a group at increased risk for vaccine-preventable disease.",
                ),
                (
                    "B",
                    "Does not apply to all members of a group; provides guidance to the clinician in the context "
                    "of individual clinician-patient interactions.",
                ),
            ),
        ),
        RatingDimension(
            CERTAINTY_OF, "Evidence type", "evidence type", _named(("1", ""), ("2", ""), ("3", ""), ("4", ""))
        ),
    ),
    "MMWR 2012;61(18):327",
)
"""https://www.cdc.gov/mmwr/preview/mmwrhtml/mm6118a3.htm."""

HICPAC = RatingScheme(
    "CDC HICPAC",
    "Healthcare Infection Control Practices Advisory Committee of the Centers for Disease Control and Prevention",
    (
        RatingDimension(
            GRADE_OF,
            "Category",
            "category",
            _named(
                (
                    "IA",
                    "Strongly recommended for implementation and strongly supported by well-designed experimental, "
                    "clinical, or epidemiological studies.",
                ),
                (
                    "IB",
                    "Strongly recommended for implementation and supported by some experimental, clinical, or "
                    "epidemiological studies and a strong theoretical rationale.",
                ),
                ("IC", "Required by state or federal regulations, rules, or standards."),
                (
                    "II",
                    "Suggested for implementation and supported by suggestive clinical or epidemiological studies "
                    "or a theoretical rationale.",
                ),
                (
                    "No recommendation",
                    "Unresolved issue. Practices for which insufficient evidence or no consensus regarding "
                    "efficacy exists.",
                ),
            ),
        ),
    ),
    "CDC and HICPAC, categories of recommendations",
)
"""As quoted in https://reliasmedia.com/articles/69229-hicpac-rankings."""

FREE_TEXT = RatingScheme(
    "free text",
    "The source’s own words",
    (
        RatingDimension(GRADE_OF, "Rating of the recommendation", "", ()),
        RatingDimension(CERTAINTY_OF, "Rating of the evidence", "evidence", ()),
    ),
)
"""For a source that rates in a scheme of its own."""

SCHEMES = {
    scheme.name: scheme
    for scheme in (GRADE, NICE, SIGN, ACC_AHA, OXFORD_2009, OXFORD_2011, AWMF, ACIP, HICPAC, FREE_TEXT)
}
"""All schemes, by name."""
