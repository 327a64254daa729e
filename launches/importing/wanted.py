"""What is wanted where the report finds something, in the reader's language."""

from typing import Any

from django.utils.translation import gettext_lazy as _

WANTED: dict[str, Any] = {
    "missing_company": _("The name of the company."),
    "missing_product": _("The name of the product."),
    "missing_country": _("The country of the company."),
    "unknown_country": _("One country, by its name or its code of two letters."),
    "missing_date": _("The date of the launch, at least its year."),
    "bad_date": _("A date with a year from 1900 to 2100."),
    "formula_without_value": _("A formula with a stored result: open the file and save it again."),
    "column_count": _("As many cells as there are headings."),
    "html_removed": _("Plain text; the markup was taken out."),
    "url_fixed": _("A whole web address; it was completed."),
    "url_dropped": _("A web address; it was left out."),
    "tagline_long": _("At most 90 characters; it was kept."),
    "two_digit_year": _("A year of four digits; the century was assumed."),
    "fill_down": _("A value in each row; it was taken from the merged cell above."),
    "whitespace": _("Single blanks between words only; the others were taken out."),
    "fullwidth": _("Letters and digits of usual width; they were changed."),
    "serial_date": _("A date; the number was read as Excel counts days."),
    "duplicate": _("Each product of a company once."),
}
FIELD_NAMES: dict[str, Any] = {
    "company": _("Company"),
    "company_native": _("Company in its own script"),
    "product": _("Product"),
    "product_native": _("Product in its own script"),
    "country": _("Country"),
    "company_country": _("Country"),
    "date": _("Launch date"),
    "launch_date": _("Launch date"),
    "year": _("Launch year"),
    "tagline": _("Tagline"),
    "summary": _("Summary"),
    "category": _("Category"),
    "theme": _("Theme"),
    "website": _("Website"),
    "kind": _("Entry type"),
    "email": _("E-mail address"),
    "day": _("Preferred day"),
    "stage": _("Preferred stage"),
    "time": _("Preferred time"),
    "note": _("Wish in words"),
}
