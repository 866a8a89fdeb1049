-- Places texts speak of, documents they link to, and the sources they come from.

-- Great-circle distance on a sphere of 6,371 km: within half a percent of the ellipsoid's.
CREATE OR REPLACE MACRO km_between(lat1, lon1, lat2, lon2) AS
    2 * 6371.0 * asin(sqrt(least(1.0,
        pow(sin(radians(lat2 - lat1) / 2), 2)
        + cos(radians(lat1)) * cos(radians(lat2)) * pow(sin(radians(lon2 - lon1) / 2), 2)
    )));

-- Publications are counted: the same notice in six municipalities names its place six times.
CREATE OR REPLACE VIEW places AS
WITH named AS (
    SELECT unnest(places) AS place, article_id, published_date FROM articles
), counted AS (
    SELECT
        place.key AS place_key,
        any_value(place.name) AS named,
        any_value(place.kind) AS named_kind,
        any_value(place.municipality) AS named_in,
        count(DISTINCT article_id) AS articles,
        sum(place.mentions)::BIGINT AS mentions,
        count(DISTINCT article_id) FILTER (place.in_title) AS in_titles,
        min(published_date) AS first_date,
        max(published_date) AS last_date
    FROM named
    WHERE place.key IS NOT NULL
    GROUP BY place.key
)
-- A place that has left the gazetteer since is shown as its articles name it, without a point.
SELECT
    c.place_key,
    coalesce(g.name, c.named) AS name,
    coalesce(g.kind, c.named_kind) AS kind,
    coalesce(g.municipality, c.named_in) AS municipality,
    g.lat, g.lon, c.articles, c.mentions, c.in_titles, c.first_date, c.last_date
FROM counted AS c
LEFT JOIN gazetteer AS g USING (place_key)
ORDER BY c.articles DESC, c.place_key;

CREATE OR REPLACE VIEW attachments AS
WITH linked_to AS (
    SELECT article_id, municipality, region, published_date, title, unnest(attachments) AS file FROM articles
)
SELECT
    article_id, municipality, region, published_date, title,
    file.url AS url, file.name AS name, file.type AS type
FROM linked_to;

-- One row for each of the 42, whether it was ever crawled or not.
CREATE OR REPLACE VIEW sources AS
WITH stored AS (
    SELECT
        municipality,
        count(*) AS articles,
        count(*) FILTER (revision > 1) AS edited,
        count(DISTINCT coalesce(story_id, article_id)) AS stories,
        min(published_date) AS first_date,
        max(published_date) AS last_date
    FROM articles
    GROUP BY ALL
), gone AS (
    SELECT municipality, count(*) AS removed FROM removed GROUP BY ALL
), crawled AS (
    SELECT
        municipality,
        count(*) AS runs,
        max_by(platform, started_at) AS platform,
        max(started_at) AS last_run_at,
        max_by(verdict, started_at) AS last_verdict,
        max_by(cause, started_at) AS last_cause
    FROM runs
    GROUP BY ALL
)
SELECT
    m.municipality, m.name, m.region, m.site, c.platform,
    coalesce(s.articles, 0) AS articles,
    coalesce(s.stories, 0) AS stories,
    coalesce(s.edited, 0) AS edited,
    coalesce(g.removed, 0) AS removed,
    s.first_date, s.last_date,
    coalesce(c.runs, 0) AS runs,
    c.last_run_at, c.last_verdict, c.last_cause
FROM municipalities AS m
LEFT JOIN stored AS s USING (municipality)
LEFT JOIN gone AS g USING (municipality)
LEFT JOIN crawled AS c USING (municipality)
ORDER BY m.municipality;

-- Measured to the place an article is mainly about; where it names none, to the centre of its publisher.
CREATE OR REPLACE MACRO articles_near(
    lat, lon, km := 10, date_from := NULL, date_to := NULL, tag := NULL, topic := NULL, known_place := false
) AS TABLE
SELECT a.*, round(km_between(lat, lon, a.lat, a.lon), 2) AS km_away
FROM articles_in(date_from := date_from, date_to := date_to, tag := tag, topic := topic) AS a
WHERE km_between(lat, lon, a.lat, a.lon) <= km AND (NOT known_place OR a.primary_place_key IS NOT NULL)
ORDER BY km_away, a.published_at DESC NULLS LAST, a.article_id;

CREATE OR REPLACE MACRO events_near(
    lat, lon, km := 10, date_from := NULL, date_to := NULL, tag := NULL, known_place := false
) AS TABLE
SELECT e.*, round(km_between(lat, lon, e.lat, e.lon), 2) AS km_away
FROM events_in(date_from := date_from, date_to := date_to, tag := tag) AS e
WHERE km_between(lat, lon, e.lat, e.lon) <= km AND (NOT known_place OR e.place_key IS NOT NULL)
ORDER BY e.start_at, e.event_id;

-- Places of one name are several (four parishes are called Pilskalnes); a key means one.
CREATE OR REPLACE MACRO articles_about(
    place, region := NULL, municipality := NULL, date_from := NULL, date_to := NULL
) AS TABLE
SELECT a.*
FROM articles_in(
    region := region, municipality := municipality, date_from := date_from, date_to := date_to
) AS a
WHERE len(list_filter(a.places, lambda p: p.key = place OR fold(p.name) = fold(place))) > 0;

CREATE OR REPLACE MACRO new_since(
    moment, region := NULL, municipality := NULL, town := NULL, tag := NULL, topic := NULL, text := NULL
) AS TABLE
SELECT a.*
FROM articles_in(
    region := region, municipality := municipality, town := town, tag := tag, topic := topic, text := text
) AS a
WHERE a.first_seen_at > moment::TIMESTAMPTZ
ORDER BY a.first_seen_at DESC, a.article_id;
