"""Indexes for what readers ask: each filter in the order of the list, and words in any script.

Words of ASCII are found by trigrams where the database has them (see 0024). Trigrams know
nothing of Chinese words of two signs, so neighbouring signs outside ASCII have an index of
their own; launches.queries.search.pairs_of makes the same pairs of a question.
"""

from django.db import Error, migrations, models, transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce

CURRENT = Q(superseded_at__isnull=True, killed_at__isnull=True)
PAIRS = """
CREATE FUNCTION unveil_pairs(words text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 5000 AS $$
  SELECT coalesce(array_agg(DISTINCT pair), '{}') FROM (
    SELECT unnest(ARRAY[one, CASE WHEN ascii(two) > 127 THEN one || two END]) AS pair FROM (
      SELECT signs[n] AS one, signs[n + 1] AS two
      FROM string_to_array(words, NULL) AS signs, generate_subscripts(signs, 1) AS n
    ) AS neighbours WHERE ascii(one) > 127
  ) AS pairs WHERE pair IS NOT NULL $$
"""
INDEX = (
    "CREATE INDEX edition_current_by_pairs ON launches_edition USING gin (unveil_pairs(words))"
    " WHERE superseded_at IS NULL AND killed_at IS NULL"
)
TRIGRAMS = (
    "CREATE INDEX edition_current_by_trigrams ON launches_edition USING gin (words gin_trgm_ops)"
    " WHERE superseded_at IS NULL AND killed_at IS NULL"
)


def make(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute(PAIRS, params=None)
    schema_editor.execute(INDEX, params=None)
    try:
        with transaction.atomic(), schema_editor.connection.cursor() as cursor:
            cursor.execute(TRIGRAMS)
    except Error:
        pass  # no pg_trgm here


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS edition_current_by_trigrams")
        schema_editor.execute("DROP INDEX edition_current_by_pairs")
        schema_editor.execute("DROP FUNCTION unveil_pairs(text)")


def index(*fields, by):
    name = f"edition_current_by_{by}"
    return migrations.AddIndex("edition", models.Index(*fields, condition=CURRENT, name=name))


class Migration(migrations.Migration):
    dependencies = [("launches", "0028_glossary")]
    operations = [
        *(
            index(name, F("opens_at").desc(), "launch_uid", by=name)
            for name in ("theme", "category", "country", "stage")
        ),
        index(F("made_at").desc(), by="making"),
        index(Coalesce("slot_at", "opens_at"), by="day"),
        migrations.RunPython(make, drop),
    ]
