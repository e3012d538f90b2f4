"""Made-up prose: English function words around content words that mean nothing, as frequent as words are."""

from __future__ import annotations

from random import Random

_BEGINNINGS = "b bl br c cl d dr f fl g gl gr h j k l m n p pl pr qu r s sk sl st t tr v w"
_VOWELS = "a e i o u ai ea oo ou"
_ENDINGS = "b ck d ft g l ll m mp n nd ng nt p r rn rt s sh st t x"
_SUFFIXES = "ed el en er est ful ing ish ling ly ment ness or tion ure y"

CONTENT_WORDS = 12_000
"""As many as a long book has. How many pages a word stands on decides the size of a search's index."""
SENTENCE = (9, 19)
"""The fewest and the most words of a sentence."""

# A sentence alternates: one or two of these, then one or two content words.
_FUNCTION_WORDS = (
    "the a each every this that its their some any no another of in on at by from with without for to after before "
    "and or but when while until because if as than is are was may should can must not only also most more often"
)


class Prose:
    """An endless text: the same seed gives the same words, on every system and every Python."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._vocabulary = _vocabulary(Random(seed))
        # Zipf's law: the nth most frequent word stands there a nth as often.
        self._weights: list[float] = []
        total = 0.0
        for rank in range(len(self._vocabulary)):
            total += 1 / (rank + 3)
            self._weights.append(total)

    def sentence(self, words: int) -> str:
        """Return a sentence of so many words."""
        content = self._random.choices(self._vocabulary, cum_weights=self._weights, k=words)
        function = self._random.choices(_FUNCTION_WORDS.split(), k=words)
        runs = self._random.choices((1, 2), k=words)
        chosen: list[str] = []
        for number, run in enumerate(runs):
            chosen += (content if number % 2 else function)[len(chosen) : len(chosen) + run]
            if len(chosen) == words:
                break
        return " ".join(chosen).capitalize() + "."

    def paragraph(self, words: int) -> str:
        """Return sentences of so many words altogether."""
        sentences: list[str] = []
        fewest, most = SENTENCE
        while words > most:
            length = min(self._random.randint(fewest, most), words - fewest)
            sentences.append(self.sentence(length))
            words -= length
        return " ".join([*sentences, self.sentence(words)])

    def name(self) -> str:
        """Return a name."""
        return self._random.choice(self._vocabulary).capitalize()

    def title(self, words: int) -> str:
        """Return a heading of so many words."""
        return self.sentence(words).removesuffix(".")


def _vocabulary(random: Random) -> list[str]:
    """Return different words, the short ones first: they are the frequent ones."""
    beginnings, vowels, endings = _BEGINNINGS.split(), _VOWELS.split(), _ENDINGS.split()
    suffixes, taken = _SUFFIXES.split(), set(_FUNCTION_WORDS.split())
    words: dict[str, None] = {}
    while len(words) < CONTENT_WORDS:
        more_syllables = (len(words) > 600) + (len(words) > 6_000)
        parts = [*(beginnings, vowels) * more_syllables, beginnings, vowels, endings]
        word = "".join(map(random.choice, parts))
        if len(words) > 200 and random.random() < 0.4:
            word += random.choice(suffixes)
        if word not in taken:
            words[word] = None
    return list(words)
