-- The key of a tag, as pilsetas_crawl/tags/stems.py makes it: tests hold the two together.

-- A macro is pasted in wherever its argument stands, so each step says its word once: written with CASE, the rules
-- took ten milliseconds to bind in every question. A tab parts the stem from an ending that softens it.
CREATE OR REPLACE MACRO latin_stem(w) AS regexp_replace(
    w,
    '^(.*?..)(?:(ēm|īm|im|ij|ei|es|is|ēs|īs|ē|ī|e)|(?:ajiem|ajām|ajam|ajai|ajos|ajās|ajā|ais|ie)|(?:iem|ām|am|um|ai|as|us|os|ās|ā|ū|a|u|i|o|s|š))$',
    E'\\1\t\\2'
);

CREATE OR REPLACE MACRO russian_stem(w) AS regexp_replace(
    replace(w, 'ё', 'е'),
    '^(.*?...)(?:иями|ями|ами|ого|его|ому|ему|ыми|ими|ией|ия|ии|ию|ие|ий|ых|их|ую|юю|ая|яя|ое|ее|ые|ов|ев|ей|ам|ям|ах|ях|ом|ем|ой|ый|ым|им|ы|и|а|я|о|е|у|ю|ь|й)$',
    '\1'
);

-- bj, mj, pj, vj are the softened b, m, p, v.
CREATE OR REPLACE MACRO latin_key(w) AS regexp_replace(
    regexp_replace(
        regexp_replace(
            regexp_replace(
                regexp_replace(strip_accents(latin_stem(w)), '([bmpv])j(\t|$)', '\1\2'),
                '(^|[^sk])t(\t.)', '\1s\2'
            ),
            'd(\t.)', 'z\1'
        ),
        '\t.*$', ''
    ),
    '^(...+)y$', '\1'
);

CREATE OR REPLACE MACRO word_key(w) AS
    CASE
        WHEN regexp_matches(w, '[а-яё]') THEN russian_stem(w)
        WHEN regexp_matches(w, '\d$') THEN w
        ELSE latin_key(w)
    END;

CREATE OR REPLACE MACRO tag_key(s) AS
    array_to_string(
        list_transform(
            regexp_extract_all(lower(nfc_normalize(replace(s, chr(173), ''))), '[\pL\pN_]+(?:[-+][\pL\pN_]+)*\+?'),
            lambda w: word_key(w)
        ), ' '
    );

-- Keys of an article's tags: stored beside them, made for rows that are older than that column.
CREATE OR REPLACE MACRO keys_of(tags, tag_keys) AS
    CASE WHEN len(tag_keys) = len(tags) THEN tag_keys ELSE list_transform(tags, lambda t: tag_key(t)) END;
