-- Table macros: the questions people ask, by name. Every filter may be left out. Names are accepted in any
-- case, with or without diacritics; days are local and both ends are included.

-- The bounds on `year` follow from the days and let DuckDB leave out whole files.
CREATE OR REPLACE MACRO articles_in(
    region := NULL, municipality := NULL, town := NULL, date_from := NULL, date_to := NULL, tag := NULL,
    topic := NULL, language := NULL, text := NULL
) AS TABLE
SELECT a.*
FROM articles AS a
WHERE (region IS NULL OR a.region = region_key(region))
    AND (municipality IS NULL OR a.municipality = municipality_slug(municipality))
    AND (town IS NULL OR a.municipality = town_municipality(town))
    AND (date_from IS NULL OR (a.published_date >= date_from::DATE AND a.year >= year(date_from::DATE)))
    AND (date_to IS NULL OR (a.published_date <= date_to::DATE AND a.year <= year(date_to::DATE)))
    AND (tag IS NULL OR list_contains(keys_of(a.tags, a.tag_keys), tag_key(tag)))
    AND (topic IS NULL OR list_contains(a.topics, topic_slug(topic)))
    AND (language IS NULL OR a.language = lower(language))
    AND (text IS NULL OR contains(
        strip_accents(lower(concat_ws(' ', a.title, a.lead, a.body))), strip_accents(lower(nfc_normalize(text)))
    ));

CREATE OR REPLACE MACRO newest_articles(
    n := 20,
    region := NULL, municipality := NULL, town := NULL, date_from := NULL, date_to := NULL, tag := NULL,
    topic := NULL
) AS TABLE
SELECT *
FROM articles_in(
    region := region, municipality := municipality, town := town,
    date_from := date_from, date_to := date_to, tag := tag, topic := topic
)
ORDER BY published_at DESC NULLS LAST, article_id
LIMIT n;

CREATE OR REPLACE MACRO articles_by_region(region) AS TABLE
SELECT * FROM articles_in(region := region);

CREATE OR REPLACE MACRO articles_by_municipality(municipality) AS TABLE
SELECT * FROM articles_in(municipality := municipality);

CREATE OR REPLACE MACRO articles_by_town(town) AS TABLE
SELECT * FROM articles_in(town := town);

CREATE OR REPLACE MACRO articles_by_tag(tag) AS TABLE
SELECT * FROM articles_in(tag := tag);

CREATE OR REPLACE MACRO articles_by_topic(topic) AS TABLE
SELECT * FROM articles_in(topic := topic);

CREATE OR REPLACE MACRO articles_between(date_from, date_to) AS TABLE
SELECT * FROM articles_in(date_from := date_from, date_to := date_to);

CREATE OR REPLACE MACRO articles_per_month(
    region := NULL, municipality := NULL, town := NULL, date_from := NULL, date_to := NULL, tag := NULL,
    topic := NULL
) AS TABLE
-- Qualified: a bare `municipality` is the macro's argument.
SELECT date_trunc('month', a.published_date)::DATE AS month, a.municipality, count(*) AS articles
FROM articles_in(
    region := region, municipality := municipality, town := town,
    date_from := date_from, date_to := date_to, tag := tag, topic := topic
) AS a
GROUP BY 1, 2
ORDER BY 1, 2;

CREATE OR REPLACE MACRO article_history(article_id) AS TABLE
SELECT r.* FROM revisions AS r WHERE r.article_id = article_id ORDER BY r.revision;
