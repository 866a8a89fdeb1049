-- One article by its id, from the few files of its region and year.
CREATE OR REPLACE MACRO article(article_id) AS TABLE
SELECT r.*, f.story_id, f.is_canonical, f.similarity
FROM revisions AS r
JOIN (SELECT o.* FROM filed AS o WHERE o.article_id = article_id) AS f
    ON f.article_id = r.article_id AND f.region = r.region AND f.year = r.year
ANTI JOIN superseded AS s ON s.article_id = r.article_id AND s.revision = r.revision
WHERE r.status IS DISTINCT FROM 'removed';
