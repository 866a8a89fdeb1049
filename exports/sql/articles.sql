-- The views over `revisions` and `superseded`. Names only: the files are chosen in exports/views.py.

-- An anti-join and no window over article_id: a window would have to read every file whatever is asked for.
CREATE OR REPLACE VIEW articles AS
SELECT r.*, l.story_id, l.is_canonical, l.similarity
FROM revisions AS r
ANTI JOIN superseded AS s USING (article_id, revision)
LEFT JOIN linked AS l ON l.article_id = r.article_id
WHERE r.status IS DISTINCT FROM 'removed';

CREATE OR REPLACE VIEW removed AS
SELECT r.*
FROM revisions AS r
ANTI JOIN superseded AS s USING (article_id, revision)
WHERE r.status = 'removed';

-- Spellings that differ in case or diacritics only are one tag, shown in its most frequent spelling.
CREATE OR REPLACE VIEW tags AS
WITH spelled AS (
    SELECT unnest(list_distinct(tags)) AS tag, article_id, municipality, published_date
    FROM articles
), counted AS (
    SELECT *, fold(tag) AS tag_key, count(*) OVER (PARTITION BY tag) AS uses FROM spelled
)
SELECT
    max_by(tag, (uses, tag)) AS tag,
    tag_key,
    count(DISTINCT article_id) AS articles,
    count(DISTINCT municipality) AS municipalities,
    min(published_date) AS first_date,
    max(published_date) AS last_date
FROM counted
GROUP BY tag_key
ORDER BY articles DESC, tag_key;
