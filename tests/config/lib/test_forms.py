"""Fields in our look: labels, native pickers, mistakes beside the field and on top."""

from datetime import date

from django import forms
from django.template.loader import render_to_string
from django.utils.html import format_html

from config.lib.forms import Form, Problem


class HandoverForm(Form):
    account = forms.CharField()
    tier = forms.ChoiceField(choices=[("key", "Key"), ("growth", "Growth")])
    starts_on = forms.DateField(label="Starts", help_text="A working day.")
    notes = forms.CharField(required=False, widget=forms.Textarea(attrs={"class": "tall"}))
    is_urgent = forms.BooleanField(required=False)

    def clean_starts_on(self) -> date:
        day: date = self.cleaned_data["starts_on"]
        if day.weekday() > 4:
            raise forms.ValidationError(
                format_html("28 November is a Saturday. <a href='{}'>Use Mon 30 Nov</a>", "#")
            )
        return day


def errors(form: Form) -> str:
    return render_to_string("components/form_errors.html", {"form": form})


def test_controls_carry_the_classes_of_the_design() -> None:
    form = HandoverForm()

    assert 'class="form-control"' in str(form["account"])
    assert 'class="form-select"' in str(form["tier"])
    assert 'class="form-check-input"' in str(form["is_urgent"])
    assert 'class="form-control tall"' in str(form["notes"])


def test_a_date_uses_the_picker_of_the_browser_with_an_iso_value() -> None:
    form = HandoverForm(initial={"starts_on": date(2026, 11, 24)})

    html = str(form["starts_on"])

    assert 'type="date"' in html
    assert 'value="2026-11-24"' in html


def test_only_optional_fields_are_marked() -> None:
    form = HandoverForm()

    marked = [name for name in form.fields if "optional" in form[name].as_field_group()]

    assert marked == ["notes"]


def test_a_mistake_stands_beside_its_field_and_is_announced_with_it() -> None:
    form = HandoverForm({"account": "Fennimore", "tier": "key", "starts_on": "2026-11-28"})

    html = form["starts_on"].as_field_group()

    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_starts_on_helptext id_starts_on_error"' in html
    assert 'class="form-control is-invalid"' in html
    assert 'id="id_starts_on_error"' in html
    assert "<a href='#'>Use Mon 30 Nov</a>" in html


def test_the_summary_spells_out_the_number_and_links_to_each_field() -> None:
    form = HandoverForm({"starts_on": "2026-11-28"})

    html = errors(form)

    assert "Three answers need a change" in html
    assert '<a href="#id_account">Account: Fill this in.</a>' in html
    assert '<a href="#id_tier">Tier: Choose one.</a>' in html
    assert '<a href="#id_starts_on">Starts: 28 November is a Saturday. Use Mon 30 Nov</a>' in html


def test_one_mistake_is_counted_in_the_singular() -> None:
    form = HandoverForm({"account": "Fennimore", "tier": "key", "starts_on": "soon"})

    assert "One answer needs a change" in errors(form)


def test_a_mistake_of_the_whole_form_is_listed_without_a_link() -> None:
    form = HandoverForm({"account": "Fennimore", "tier": "key", "starts_on": "2026-11-24"})
    form.add_error(None, "This account is already in transition.")

    html = errors(form)

    assert "This account is already in transition." in html
    assert "<a " not in html
    assert "need a change" not in html


def test_what_a_visitor_typed_is_escaped() -> None:
    form = HandoverForm({"account": "x", "tier": "<script>", "starts_on": "2026-11-24"})

    assert "<script>" not in errors(form)
    assert "<script>" not in form["tier"].as_field_group()


def test_a_form_without_mistakes_has_no_summary() -> None:
    assert errors(HandoverForm()).strip() == ""


class ContactForm(Form):
    name = forms.CharField(max_length=5)
    email = forms.EmailField()
    seats = forms.IntegerField(min_value=1)
    met_on = forms.DateField(error_messages={"invalid": "When was that?"})


def test_mistakes_are_told_in_our_words() -> None:
    form = ContactForm({"name": "Ulrike", "email": "u@", "seats": "0", "met_on": "soon"})

    assert form.errors == {
        "name": ["At most 5 characters; these are 6."],
        "email": ["This is no complete address, such as name@example.com."],
        "seats": ["Write 1 or more."],
        "met_on": ["When was that?"],
    }


class InvitedForm(Form):
    email = forms.CharField()

    def clean_email(self) -> str:
        raise forms.ValidationError(
            [
                "Núria O'Brien <script> was invited already.",
                format_html(
                    'This belongs to <a href="/people/7/">{}</a>.', "Núria O'Brien <script>"
                ),
            ]
        )


def test_a_summary_says_what_somebody_typed_as_it_is_and_never_as_markup() -> None:
    form = InvitedForm({"email": "nuria@norvane.example"})

    assert form.problems == [
        Problem("id_email", "Email", "Núria O'Brien <script> was invited already."),
        Problem("id_email", "Email", "This belongs to Núria O'Brien <script>."),
    ]
    assert errors(form).count("O&#x27;Brien &lt;script&gt;") == 2
    assert "<script>" not in errors(form)
