from config.lib.lists import Column, Head, heads, selects

NAME = Column("Name", "name")
STAGE = Column("Stage")
REVENUE = Column("Revenue", "revenue", "r", starts_down=True)


def test_a_click_sorts_and_a_second_click_sorts_the_other_way_round() -> None:
    asked = [heads([NAME], sorted_by)[0] for sorted_by in ("due", "name", "-name")]

    assert [(head.order, head.sort) for head in asked] == [
        ("", "name"),
        ("ascending", "-name"),
        ("descending", "name"),
    ]


def test_a_column_may_begin_with_the_most() -> None:
    asked = [heads([REVENUE], sorted_by)[0] for sorted_by in ("name", "-revenue", "revenue")]

    assert [head.sort for head in asked] == ["-revenue", "revenue", "-revenue"]


def test_a_column_without_a_key_is_not_sorted_by() -> None:
    assert heads([STAGE], "") == [Head("Stage")]


def test_a_box_of_a_toolbar_says_what_is_chosen_and_escapes_what_it_offers() -> None:
    box = selects("Region")
    box.choices = [("", "Any region"), ("A&B", "<b>A&B</b>"), (3, "Three")]

    assert box.render("region", "A&B", {"id": "id_region"}) == (
        '<select aria-label="Region" class="form-select" id="id_region" name="region">'
        '<option value="">Any region</option>'
        '<option value="A&amp;B" selected>&lt;b&gt;A&amp;B&lt;/b&gt;</option>'
        '<option value="3">Three</option></select>'
    )
    assert '<option value="3" selected>' in box.render("region", 3)
    assert '<option value="" selected>' in box.render("region", None)
