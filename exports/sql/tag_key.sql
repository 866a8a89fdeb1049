-- The key of a tag, as pilsetas_crawl/tags/stems.py makes it: tests hold the two together.

CREATE OR REPLACE MACRO latin_ending() AS
    '^(.*?..)(?:(ēm|īm|im|ij|ei|es|is|ēs|īs|ē|ī|e)|(?:ajiem|ajām|ajam|ajai|ajos|ajās|ajā|ais|ie)|(?:iem|ām|am|um|ai|as|us|os|ās|ā|ū|a|u|i|o|s|š))$';

CREATE OR REPLACE MACRO russian_ending() AS
    '^(.*?...)(?:иями|ями|ами|ого|его|ому|ему|ыми|ими|ией|ия|ии|ию|ие|ий|ых|их|ую|юю|ая|яя|ое|ее|ые|ов|ев|ей|ам|ям|ах|ях|ом|ем|ой|ый|ым|им|ы|и|а|я|о|е|у|ю|ь|й)$';

CREATE OR REPLACE MACRO stem_of(w, pattern) AS
    CASE WHEN regexp_matches(w, pattern) THEN regexp_extract(w, pattern, 1) ELSE w END;

-- bj, mj, pj, vj are the softened b, m, p, v.
CREATE OR REPLACE MACRO folded_stem(w) AS
    regexp_replace(strip_accents(stem_of(w, latin_ending())), '([bmpv])j$', '\1');

CREATE OR REPLACE MACRO latin_key(w) AS
    CASE WHEN regexp_extract(w, latin_ending(), 2) <> ''
        THEN regexp_replace(regexp_replace(folded_stem(w), '(^|[^sk])t$', '\1s'), 'd$', 'z')
        ELSE folded_stem(w) END;

CREATE OR REPLACE MACRO word_key(w) AS
    CASE
        WHEN regexp_matches(w, '[а-яё]') THEN stem_of(replace(w, 'ё', 'е'), russian_ending())
        WHEN regexp_matches(w, '\d$') THEN w
        WHEN length(latin_key(w)) > 3 THEN regexp_replace(latin_key(w), 'y$', '')
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
