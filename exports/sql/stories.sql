-- Stories: articles that tell the same thing in the same words. `linked` has what the link step said last.

-- Members are publications: the same story in six municipalities is one row here and six articles.
CREATE OR REPLACE VIEW stories AS
SELECT
    story_id,
    coalesce(any_value(title) FILTER (WHERE is_canonical), min(title)) AS title,
    coalesce(any_value(article_id) FILTER (WHERE is_canonical), min(article_id)) AS canonical_id,
    count(*) AS publications,
    list_sort(list_distinct(list(municipality))) AS municipalities,
    min(published_at) AS first_published,
    max(published_at) AS last_published,
    round(date_diff('minute', min(published_at), max(published_at)) / 60, 1) AS spread_hours
FROM articles
WHERE story_id IS NOT NULL
GROUP BY story_id;

-- The story an id means now: of an article its own; of a story itself, or the one most of its former members
-- tell now.
CREATE OR REPLACE MACRO current_story(id) AS coalesce(
    (SELECT l.story_id FROM linked AS l WHERE l.article_id = id),
    (SELECT any_value(l.story_id) FROM linked AS l WHERE l.story_id = id),
    (
        SELECT mode(l.story_id)
        FROM linked AS l
        WHERE l.article_id IN (SELECT k.article_id FROM links AS k WHERE k.story_id = id)
    )
);

CREATE OR REPLACE MACRO story(article_or_story_id) AS TABLE
SELECT a.*
FROM articles AS a
-- By identity: it finds the few row groups that have them, which the story, told elsewhere, does not.
WHERE a.article_id IN (SELECT l.article_id FROM linked AS l WHERE l.story_id = current_story(article_or_story_id))
ORDER BY a.is_canonical DESC, a.published_at NULLS LAST, a.article_id;

-- An article that was not linked yet is a story of its own.
CREATE OR REPLACE MACRO stories_per_month(
    region := NULL, municipality := NULL, town := NULL, date_from := NULL, date_to := NULL, tag := NULL
) AS TABLE
SELECT
    date_trunc('month', a.published_date)::DATE AS month,
    count(*) AS publications,
    count(DISTINCT coalesce(a.story_id, a.article_id)) AS stories,
    -- Of equal title and text, all but one.
    count(*) - count(DISTINCT coalesce(a.content_hash, a.article_id)) AS exact_copies
FROM articles_in(
    region := region, municipality := municipality, town := town,
    date_from := date_from, date_to := date_to, tag := tag
) AS a
GROUP BY 1
ORDER BY 1;
