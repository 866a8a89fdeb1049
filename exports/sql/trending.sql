-- What a region writes about more than it is used to.

-- Signed log-likelihood ratio (G2) of a 2x2 table: a of n articles in the period carry the tag, b of m in the time
-- before. Chance alone passes 3.84 once in twenty and 10.83 once in a thousand; below 0 it is rarer than usual.
CREATE OR REPLACE MACRO likelihood_term(seen, expected) AS CASE WHEN seen > 0 THEN seen * ln(seen / expected) ELSE 0 END;

CREATE OR REPLACE MACRO log_likelihood(a, n, b, m) AS
    CASE WHEN a * m >= b * n THEN 1 ELSE -1 END * 2 * (
        likelihood_term(a, n * (a + b) / (n + m)::DOUBLE)
        + likelihood_term(b, m * (a + b) / (n + m)::DOUBLE)
        + likelihood_term(n - a, n * (n + m - a - b) / (n + m)::DOUBLE)
        + likelihood_term(m - b, m * (n + m - a - b) / (n + m)::DOUBLE)
    );

-- The normal is the eight periods of the same length before this one, in the same region or municipality. Stories are
-- counted (where none is told, each article is its own): six copies of one notice are one. Shares of all stories are
-- compared, so a busy month raises nothing by itself. Thousands of tags are tried at once, hence 10.83, and fewer than
-- three stories are no trend. `usual` is what the normal would give in this period; `lift` is shrunk towards 1 by two
-- stories on each side, so that rare tags do not shoot up.
CREATE OR REPLACE MACRO trending_tags(
    region := NULL, municipality := NULL, date_from := NULL, date_to := NULL, n := 20
) AS TABLE
WITH bounds AS (
    SELECT
        coalesce(date_from::DATE, coalesce(date_to::DATE, current_date) - 6) AS first_day,
        coalesce(date_to::DATE, current_date) AS last_day
), chosen AS (
    SELECT
        a.article_id,
        coalesce(a.story_id, a.article_id) AS story,
        a.municipality,
        a.tags,
        keys_of(a.tags, a.tag_keys) AS keys,
        a.topics,
        a.published_date >= b.first_day AS now
    FROM bounds AS b, articles_in(
        region := region,
        municipality := municipality,
        date_from := coalesce(date_from::DATE, coalesce(date_to::DATE, current_date) - 6)
            - 8 * (coalesce(date_to::DATE, current_date)
                - coalesce(date_from::DATE, coalesce(date_to::DATE, current_date) - 6) + 1)::INTEGER,
        date_to := coalesce(date_to::DATE, current_date)
    ) AS a
), totals AS (
    SELECT
        count(DISTINCT story) FILTER (now) AS here,
        count(DISTINCT story) FILTER (NOT now) AS before
    FROM chosen
), named AS (
    -- Qualified, and renamed: a bare `municipality` is the macro's argument.
    SELECT
        'tag' AS kind, unnest(keys) AS key, unnest(tags) AS name, article_id, story, c.municipality AS publisher, now
    FROM chosen AS c
    UNION ALL
    SELECT 'topic', unnest(topics), unnest(topics), article_id, story, c.municipality, now FROM chosen AS c
), counted AS (
    SELECT
        kind,
        key,
        mode(name) AS name,
        count(DISTINCT article_id) FILTER (now) AS articles,
        count(DISTINCT story) FILTER (now) AS stories,
        count(DISTINCT story) FILTER (NOT now) AS before,
        histogram(publisher) FILTER (now) AS by_municipality
    FROM named
    GROUP BY kind, key
), scored AS (
    SELECT
        kind,
        name AS tag,
        key AS tag_key,
        articles,
        stories,
        len(map_keys(by_municipality)) AS municipalities,
        by_municipality,
        round(t.here * c.before / t.before::DOUBLE, 2) AS usual,
        round((stories + 2) / (t.here * c.before / t.before::DOUBLE + 2), 2) AS lift,
        round(log_likelihood(stories, t.here, c.before, t.before), 2) AS score
    FROM counted AS c, totals AS t
    WHERE t.before > 0 AND stories >= 3
)
SELECT *
FROM scored
WHERE score > 10.83
QUALIFY row_number() OVER (PARTITION BY kind ORDER BY score DESC, tag_key) <= n
ORDER BY kind, score DESC, tag_key;
