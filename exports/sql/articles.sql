-- Further views over `revisions` and `superseded`. Names only: files are chosen, and `articles` is made, in
-- exports/views.py.

CREATE OR REPLACE VIEW removed AS
SELECT r.*
FROM revisions AS r
ANTI JOIN superseded AS s USING (article_id, revision)
WHERE r.status = 'removed';

-- Forms of one key (case, number, spelling) are one tag, shown in its most frequent form.
CREATE OR REPLACE VIEW tags AS
WITH keyed AS (
    SELECT article_id, municipality, published_date, tags, keys_of(tags, tag_keys) AS keys FROM articles
), spelled AS (
    SELECT unnest(tags) AS tag, unnest(keys) AS tag_key, article_id, municipality, published_date FROM keyed
), counted AS (
    SELECT *, count(*) OVER (PARTITION BY tag) AS uses FROM spelled
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

-- Every topic of the vocabulary, used or not.
CREATE OR REPLACE VIEW topics AS
WITH used AS (
    SELECT unnest(list_distinct(topics)) AS topic, article_id, municipality, published_date FROM articles
)
SELECT
    v.topic,
    v.name,
    v.name_en,
    v.about,
    count(DISTINCT u.article_id) AS articles,
    count(DISTINCT u.municipality) AS municipalities,
    min(u.published_date) AS first_date,
    max(u.published_date) AS last_date
FROM vocabulary AS v
LEFT JOIN used AS u USING (topic)
GROUP BY ALL
ORDER BY articles DESC, v.topic;
