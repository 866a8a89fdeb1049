-- One article by its id, from the few files of its region and year.
CREATE OR REPLACE MACRO article(article_id) AS TABLE
SELECT a.*
FROM articles AS a
SEMI JOIN (SELECT f.* FROM filed AS f WHERE f.article_id = article_id) AS f
    ON f.article_id = a.article_id AND f.region = a.region AND f.year = a.year;
