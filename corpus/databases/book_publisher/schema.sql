-- A publisher of books. Amounts in euros. Booksellers may return copies: net sales are sales less returns, see net_sale;
-- plain sales do not take returns off. An ISBN is text, with hyphens.

CREATE TYPE book_format AS ENUM ('hardback', 'paperback', 'ebook', 'audio');
CREATE TYPE review_verdict AS ENUM ('panned', 'mixed', 'praised');

CREATE TABLE agency (
    agency_id          int PRIMARY KEY,
    name               text NOT NULL,
    commission_percent numeric(4, 1) NOT NULL
);
COMMENT ON TABLE agency IS 'agents of authors';

CREATE TABLE author (
    author_id int PRIMARY KEY,
    name      text NOT NULL,
    pen_name  text,
    born      date,
    died      date,
    country   char(2),
    agency_id int REFERENCES agency
);
COMMENT ON COLUMN author.pen_name IS 'name on the cover; NULL: the real one';
COMMENT ON COLUMN author.died IS 'NULL: living';
COMMENT ON COLUMN author.agency_id IS 'NULL: without an agent';

CREATE TABLE editor (
    editor_id int PRIMARY KEY,
    name      text NOT NULL,
    joined_on date NOT NULL,
    left_on   date,
    boss_id   int REFERENCES editor
);
COMMENT ON COLUMN editor.left_on IS 'NULL: with the house';

CREATE TABLE title (
    title_id       int PRIMARY KEY,
    title          text NOT NULL,
    series         text,
    subject        text NOT NULL CHECK (subject IN ('novel', 'crime', 'history', 'children', 'cookery', 'poetry')),
    editor_id      int REFERENCES editor,
    contracted_on  date NOT NULL,
    original_language char(2) NOT NULL,
    keyword        text[] NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN title.editor_id IS 'NULL: nobody yet';
COMMENT ON COLUMN title.series IS 'NULL: stands alone';

CREATE TABLE contribution (
    title_id      int NOT NULL REFERENCES title,
    author_id     int NOT NULL REFERENCES author,
    role          text NOT NULL CHECK (role IN ('writer', 'illustrator', 'translator')),
    share_percent numeric(5, 2) NOT NULL,
    PRIMARY KEY (title_id, author_id, role)
);
COMMENT ON COLUMN contribution.share_percent IS 'of the royalty';

CREATE TABLE edition (
    isbn            text PRIMARY KEY,
    title_id        int NOT NULL REFERENCES title,
    format          book_format NOT NULL,
    list_price      numeric(6, 2) NOT NULL,
    published_on    date NOT NULL,
    out_of_print_on date,
    pages           int
);
COMMENT ON COLUMN edition.published_on IS 'may lie in the future: announced';
COMMENT ON COLUMN edition.out_of_print_on IS 'NULL: available';
COMMENT ON COLUMN edition.pages IS 'NULL for audio and where not known';

CREATE TABLE print_run (
    print_run_id int PRIMARY KEY,
    isbn         text NOT NULL REFERENCES edition,
    printer      text NOT NULL,
    ordered_on   date NOT NULL,
    delivered_on date,
    copies       int NOT NULL,
    unit_cost    numeric(6, 3) NOT NULL
);
COMMENT ON COLUMN print_run.delivered_on IS 'NULL: not delivered';

CREATE TABLE bookseller (
    bookseller_id    int PRIMARY KEY,
    name             text NOT NULL,
    kind             text NOT NULL CHECK (kind IN ('chain', 'independent', 'online', 'wholesaler')),
    town             text,
    discount_percent numeric(4, 1) NOT NULL
);

CREATE TABLE sale (
    sale_id       int PRIMARY KEY,
    isbn          text NOT NULL REFERENCES edition,
    bookseller_id int NOT NULL REFERENCES bookseller,
    sold_on       date NOT NULL,
    copies        int NOT NULL,
    amount        numeric(9, 2) NOT NULL
);
COMMENT ON COLUMN sale.amount IS 'what the bookseller pays, after discount';

CREATE TABLE goods_return (
    goods_return_id int PRIMARY KEY,
    isbn            text NOT NULL REFERENCES edition,
    bookseller_id   int NOT NULL REFERENCES bookseller,
    returned_on     date NOT NULL,
    copies          int NOT NULL,
    amount          numeric(9, 2) NOT NULL,
    pulped          boolean NOT NULL
);
COMMENT ON COLUMN goods_return.amount IS 'credited to the bookseller, a positive figure';
COMMENT ON COLUMN goods_return.pulped IS 'destroyed; false: back on the shelf';

CREATE TABLE royalty_tier (
    title_id    int NOT NULL REFERENCES title,
    format      book_format NOT NULL,
    from_copies int NOT NULL,
    percent     numeric(4, 1) NOT NULL,
    PRIMARY KEY (title_id, format, from_copies)
);
COMMENT ON TABLE royalty_tier IS 'percent of the list price for copies from that number on, until the next tier';

CREATE TABLE advance (
    advance_id int PRIMARY KEY,
    title_id   int NOT NULL REFERENCES title,
    author_id  int NOT NULL REFERENCES author,
    paid_on    date NOT NULL,
    amount     numeric(9, 2) NOT NULL
);

CREATE TABLE review (
    review_id    int PRIMARY KEY,
    title_id     int NOT NULL REFERENCES title,
    source       text NOT NULL,
    appeared_on  date NOT NULL,
    verdict      review_verdict NOT NULL,
    detail       jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN review.detail IS 'keys, each may be missing: stars (1 to 5), reviewer (text), front_page (true)';

CREATE VIEW net_sale AS
SELECT isbn, bookseller_id, sold_on AS day, copies, amount FROM sale
UNION ALL
SELECT isbn, bookseller_id, returned_on, -copies, -amount FROM goods_return;
