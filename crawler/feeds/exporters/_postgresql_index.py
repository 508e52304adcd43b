"""The full-text indexes of a PostgreSQL feed: GIN indexes over the pairs of characters of texts.

Functions of SQL make the pairs, so that the server keeps the indexes right whoever changes a row, and anybody can ask.
"""

import sqlalchemy as sa

PAIRS = """
CREATE FUNCTION qingliu_pairs(words text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(array_to_tsvector(array_agg(DISTINCT pair) FILTER (WHERE pair !~ '[[:space:]]')), ''::tsvector)
  FROM (SELECT one || lead(one) OVER (ORDER BY place) AS pair
        FROM unnest(string_to_array(left(lower(words), 80000), NULL)) WITH ORDINALITY AS characters (one, place)) AS pairs
$$;
"""
"""No more characters of a text are indexed: PostgreSQL's lists of words have at most a MiB."""
QUERY = """
CREATE FUNCTION qingliu_query(words text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(string_agg(quote_literal(pair), ' & '), '')::tsquery
  FROM unnest(tsvector_to_array(qingliu_pairs(words))) AS pair
$$;
"""
ARE_THERE = "SELECT to_regprocedure('qingliu_query(text)') IS NOT NULL"
INDEXES = """
CREATE INDEX IF NOT EXISTS items_pairs ON items USING gin (qingliu_pairs(headline || ' ' || coalesce(text, '')));
CREATE INDEX IF NOT EXISTS posts_pairs ON posts USING gin (qingliu_pairs(text));
"""
FOUND = sa.text(
    "SELECT id FROM items WHERE qingliu_pairs(headline || ' ' || coalesce(text, '')) @@ qingliu_query(:words) "
    "UNION SELECT item_id FROM posts WHERE qingliu_pairs(text) @@ qingliu_query(:words)"
)


def make(connection: sa.Connection) -> None:
    """Make the functions and the indexes, where they are not there."""
    if not connection.exec_driver_sql(ARE_THERE).scalar_one():
        connection.exec_driver_sql(PAIRS)
        connection.exec_driver_sql(QUERY)
    connection.exec_driver_sql(INDEXES)


def found_ids(connection: sa.Connection, words: str) -> set[str]:
    """The items that have all pairs of characters of ``words``, which are some."""
    return set(connection.execute(FOUND, {"words": words}).scalars())
