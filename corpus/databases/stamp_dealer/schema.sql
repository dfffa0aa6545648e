-- A stamp dealer: what the catalogue says, what lies in the albums, who wants what, and what is sold at the counter, at fairs and on approval.

CREATE TYPE condition AS ENUM ('damaged', 'used', 'hinged', 'mint');
CREATE TYPE item_state AS ENUM ('in stock', 'on approval', 'sold', 'withdrawn');
CREATE TYPE channel AS ENUM ('counter', 'fair', 'post', 'web');

CREATE TABLE issuer (
    id       int PRIMARY KEY,
    name     text NOT NULL,
    region   text NOT NULL,
    ended_in int
);
COMMENT ON TABLE issuer IS 'countries and colonies that issued stamps';
COMMENT ON COLUMN issuer.ended_in IS 'year of the last issue; NULL: still issuing';

CREATE TABLE stamp (
    id           int PRIMARY KEY,
    catalogue_no text NOT NULL,
    issuer_id    int NOT NULL REFERENCES issuer,
    issue_year   int NOT NULL,
    face_value   text NOT NULL,
    subject      text NOT NULL,
    colour       text,
    perforation  numeric(3, 1),
    theme        text[] NOT NULL DEFAULT '{}',
    UNIQUE (issuer_id, catalogue_no)
);
COMMENT ON TABLE stamp IS 'what the printed catalogue lists: a kind of stamp, not a piece of paper';
COMMENT ON COLUMN stamp.perforation IS 'teeth per two centimetres; NULL: imperforate';

CREATE TABLE catalogue_value (
    stamp_id     int NOT NULL REFERENCES stamp,
    edition_year int NOT NULL,
    condition    condition NOT NULL,
    value_eur    numeric(9, 2) NOT NULL,
    PRIMARY KEY (stamp_id, edition_year, condition)
);
COMMENT ON TABLE catalogue_value IS 'the printed catalogue appears once a year; damaged stamps have no value in it';

CREATE TABLE collection (
    id         int PRIMARY KEY,
    seller     text NOT NULL,
    source     text NOT NULL,
    paid_eur   numeric(9, 2) NOT NULL,
    bought_on  date NOT NULL,
    note       text
);
COMMENT ON TABLE collection IS 'lots that we bought in, from estates, auctions or walk-in sellers';
COMMENT ON COLUMN collection.source IS 'estate, auction or walk-in';

CREATE TABLE item (
    id            int PRIMARY KEY,
    stamp_id      int NOT NULL REFERENCES stamp,
    collection_id int REFERENCES collection,
    condition     condition NOT NULL,
    certificate   boolean NOT NULL DEFAULT false,
    asking_eur    numeric(9, 2),
    cost_eur      numeric(9, 2) NOT NULL,
    state         item_state NOT NULL,
    listed_on     date NOT NULL
);
COMMENT ON TABLE item IS 'one piece of paper in our albums';
COMMENT ON COLUMN item.collection_id IS 'NULL: bought singly';
COMMENT ON COLUMN item.certificate IS 'an expert has certified that it is genuine';
COMMENT ON COLUMN item.asking_eur IS 'NULL: price on request';

CREATE TABLE customer (
    id           int PRIMARY KEY,
    first_name   text NOT NULL,
    last_name    text NOT NULL,
    town         text,
    email        text,
    customer_since date NOT NULL,
    credit_limit_eur numeric(8, 2)
);
COMMENT ON COLUMN customer.credit_limit_eur IS 'NULL: cash only';

CREATE TABLE want (
    customer_id   int NOT NULL REFERENCES customer,
    stamp_id      int NOT NULL REFERENCES stamp,
    min_condition condition NOT NULL,
    max_eur       numeric(9, 2),
    noted_on      date NOT NULL,
    fulfilled_on  date,
    PRIMARY KEY (customer_id, stamp_id)
);
COMMENT ON TABLE want IS 'want lists of customers';
COMMENT ON COLUMN want.max_eur IS 'NULL: at any price';
COMMENT ON COLUMN want.fulfilled_on IS 'NULL: still wanted';

CREATE TABLE fair (
    id         int PRIMARY KEY,
    name       text NOT NULL,
    town       text NOT NULL,
    starts_on  date NOT NULL,
    ends_on    date NOT NULL,
    table_fee_eur numeric(7, 2) NOT NULL
);

CREATE TABLE invoice (
    id           int PRIMARY KEY,
    number       text NOT NULL UNIQUE,
    customer_id  int REFERENCES customer,
    fair_id      int REFERENCES fair,
    channel      channel NOT NULL,
    issued_on    date NOT NULL,
    due_on       date NOT NULL,
    cancelled_on date
);
COMMENT ON COLUMN invoice.customer_id IS 'NULL: a stranger who paid cash';
COMMENT ON COLUMN invoice.fair_id IS 'only for sales at a fair';
COMMENT ON COLUMN invoice.cancelled_on IS 'NULL: valid. A cancelled invoice is no sale';

CREATE TABLE invoice_line (
    invoice_id int NOT NULL REFERENCES invoice,
    item_id    int NOT NULL REFERENCES item,
    sold_eur   numeric(9, 2) NOT NULL,
    PRIMARY KEY (invoice_id, item_id)
);
COMMENT ON COLUMN invoice_line.sold_eur IS 'what the customer pays for the item after haggling; sales are the sum of it';

CREATE TABLE payment (
    id         int PRIMARY KEY,
    invoice_id int NOT NULL REFERENCES invoice,
    amount_eur numeric(9, 2) NOT NULL,
    paid_on    date NOT NULL,
    means      text NOT NULL
);
COMMENT ON TABLE payment IS 'an invoice may be paid in several instalments';

CREATE TABLE approval (
    id          int PRIMARY KEY,
    customer_id int NOT NULL REFERENCES customer,
    item_id     int NOT NULL REFERENCES item,
    sent_on     date NOT NULL,
    back_on     date,
    kept        boolean
);
COMMENT ON TABLE approval IS 'items sent home to a customer, who keeps or returns them';
COMMENT ON COLUMN approval.kept IS 'NULL: no answer yet';

CREATE VIEW invoice_balance AS
SELECT v.id AS invoice_id, v.number, v.customer_id, v.due_on,
       (SELECT coalesce(sum(l.sold_eur), 0) FROM invoice_line AS l WHERE l.invoice_id = v.id) AS billed_eur,
       (SELECT coalesce(sum(p.amount_eur), 0) FROM payment AS p WHERE p.invoice_id = v.id) AS paid_eur
FROM invoice AS v
WHERE v.cancelled_on IS NULL;
COMMENT ON VIEW invoice_balance IS 'valid invoices: what was billed and what has come in';
