-- What to read next: a tag in common counts by its rarity (a topic half), the same place and the same publisher
-- count as much as a tag of few articles, and all of it the less the farther apart in time. No member of the
-- article's own story, and one member of any other.
CREATE OR REPLACE MACRO related(article_id, n := 5) AS TABLE
WITH own AS (
    SELECT o.* FROM articles AS o WHERE o.article_id = article_id
), near AS (
    SELECT
        a.article_id,
        coalesce(a.story_id, a.article_id) AS tells,
        coalesce(a.is_canonical, true) AS stands,
        list_distinct(list_transform(coalesce(a.tags, []), lambda t: fold(t))) AS keys,
        list_distinct(coalesce(a.topics, [])) AS topics,
        coalesce(a.primary_place = o.primary_place, false) AS same_place,
        coalesce(a.municipality = o.municipality, false) AS same_publisher,
        coalesce(abs(date_diff('day', a.published_date, o.published_date)), 365) AS days
    FROM articles AS a, own AS o
    WHERE a.year BETWEEN o.year - 1 AND o.year + 1
        AND coalesce(abs(date_diff('day', a.published_date, o.published_date)) <= 365, true)
), wanted AS (
    SELECT unnest(keys) AS key, 1.0 AS share FROM near WHERE near.article_id = (SELECT own.article_id FROM own)
    UNION ALL
    SELECT unnest(topics), 0.5 FROM near WHERE near.article_id = (SELECT own.article_id FROM own)
), held AS (
    SELECT near.article_id, unnest(keys) AS key, 1.0 AS share FROM near
    UNION ALL
    SELECT near.article_id, unnest(topics), 0.5 FROM near
), weights AS (
    SELECT key, share, share * ln((SELECT count(*) FROM near) / count(*)) AS weight
    FROM held
    SEMI JOIN wanted USING (key, share)
    GROUP BY key, share
), shared AS (
    SELECT h.article_id, sum(w.weight) AS weight, list(h.key ORDER BY w.weight DESC, h.key) AS keys
    FROM held AS h
    JOIN weights AS w USING (key, share)
    GROUP BY h.article_id
), scored AS (
    SELECT
        near.article_id,
        near.tells,
        near.stands,
        coalesce(shared.keys, []) AS in_common,
        (coalesce(shared.weight, 0) + 3 * near.same_place::INT + 2 * near.same_publisher::INT)
        / (1 + near.days / 30) AS score
    FROM near
    LEFT JOIN shared USING (article_id)
    WHERE near.tells NOT IN (SELECT coalesce(own.story_id, own.article_id) FROM own)
)
SELECT a.article_id, round(b.score, 3) AS score, b.in_common, a.title, a.municipality, a.published_at, a.url
FROM (
    SELECT DISTINCT ON (scored.tells) scored.* FROM scored WHERE score > 0
    ORDER BY scored.tells, scored.score DESC, scored.stands DESC, scored.article_id
) AS b
JOIN articles AS a ON a.article_id = b.article_id
ORDER BY b.score DESC, a.published_at DESC NULLS LAST, a.article_id
LIMIT n;
