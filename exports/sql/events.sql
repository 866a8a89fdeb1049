-- The views and macros over `event_revisions`. Names only: the files are chosen in exports/views.py.

-- Events are few beside articles: a window over the id costs little, and a moved event is in another file.
CREATE OR REPLACE VIEW events AS
SELECT *
FROM event_revisions
QUALIFY revision = max(revision) OVER (PARTITION BY event_id) AND status IS DISTINCT FROM 'removed';

-- An event is on in the days asked for if it has begun by the last of them and is not over before the first.
CREATE OR REPLACE MACRO events_in(
    region := NULL, municipality := NULL, town := NULL, date_from := NULL, date_to := NULL, tag := NULL
) AS TABLE
SELECT e.*
FROM events AS e
WHERE (region IS NULL OR e.region = region_key(region))
    AND (municipality IS NULL OR e.municipality = municipality_slug(municipality))
    AND (town IS NULL OR e.municipality = town_municipality(town))
    AND (date_from IS NULL OR coalesce(e.end_date, e.start_date) >= date_from::DATE)
    AND (date_to IS NULL OR e.start_date <= date_to::DATE)
    AND (tag IS NULL OR list_contains(list_transform(e.tags, lambda t: tag_key(t)), tag_key(tag)))
ORDER BY e.start_at, e.event_id;
