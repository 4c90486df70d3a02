import pytest

from config.lib import words


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ines Halloran", "IH"),
        ("Dr. Ines Marchetti", "IM"),
        ("Anna Maria de Luca", "AL"),
        ("Prince", "P"),
        ("ada@norvane.example", "A"),
        ("Dr.", "D"),
        ('Bäcker "Zweiter"', "BZ"),
        ("Ott & (Söhne)", "OS"),
        ("“”", "?"),
        ("", "?"),
    ],
)
def test_initials_are_those_of_the_first_and_the_last_name(name: str, letters: str) -> None:
    assert words.initials(name) == letters
