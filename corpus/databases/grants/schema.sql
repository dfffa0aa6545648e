-- A research foundation: people and institutions, calls and applications, reviews, grants and payouts.
-- Three schemas, since three departments made them. Nothing lies in public.

CREATE SCHEMA people;
CREATE SCHEMA funding;
CREATE SCHEMA finance;

CREATE TABLE people.institutions (
    id           int PRIMARY KEY,
    name         text NOT NULL,
    short_name   text,
    country_code char(2) NOT NULL,
    kind         text NOT NULL CHECK (kind IN ('university', 'institute', 'hospital', 'company')),
    parent_id    int REFERENCES people.institutions,
    created_at   timestamptz NOT NULL DEFAULT now(),
    created_by   text NOT NULL
);
COMMENT ON COLUMN people.institutions.parent_id IS 'the institution that this one belongs to';

CREATE TABLE people.researchers (
    id         int PRIMARY KEY,
    first_name text NOT NULL,
    last_name  text NOT NULL,
    orcid      text UNIQUE,
    phd_year   int,
    keywords   text[] NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by text NOT NULL
);
COMMENT ON TABLE people.researchers IS 'applicants and reviewers alike';
COMMENT ON COLUMN people.researchers.phd_year IS 'NULL: no doctorate, or not told';

CREATE TABLE people.affiliations (
    researcher_id  int NOT NULL REFERENCES people.researchers,
    institution_id int NOT NULL REFERENCES people.institutions,
    since          date NOT NULL,
    until          date,
    PRIMARY KEY (researcher_id, institution_id, since)
);
COMMENT ON COLUMN people.affiliations.until IS 'last day; NULL: still there';

CREATE TYPE funding.stage AS ENUM ('draft', 'submitted', 'in review', 'decided', 'withdrawn');
CREATE TYPE funding.verdict AS ENUM ('reject', 'revise', 'fund');

CREATE TABLE funding.calls (
    id        int PRIMARY KEY,
    code      text NOT NULL UNIQUE,
    title     text NOT NULL,
    opens_on  date NOT NULL,
    closes_on date NOT NULL,
    budget    numeric(12, 2) NOT NULL,
    max_award numeric(12, 2)
);
COMMENT ON COLUMN funding.calls.max_award IS 'most that one application may get, euros; NULL: no limit';

CREATE TABLE funding.applications (
    id               int PRIMARY KEY,
    call_id          int NOT NULL REFERENCES funding.calls,
    lead_id          int NOT NULL REFERENCES people.researchers,
    host_id          int NOT NULL REFERENCES people.institutions,
    title            text NOT NULL,
    stage            funding.stage NOT NULL,
    requested_amount numeric(12, 2) NOT NULL,
    submitted_at     timestamptz,
    resubmission_of  int REFERENCES funding.applications,
    created_at       timestamptz NOT NULL,
    created_by       text NOT NULL
);
COMMENT ON COLUMN funding.applications.submitted_at IS 'NULL: still a draft, or withdrawn as one';

CREATE TABLE funding.co_applicants (
    application_id int NOT NULL REFERENCES funding.applications,
    researcher_id  int NOT NULL REFERENCES people.researchers,
    share_percent  int NOT NULL,
    PRIMARY KEY (application_id, researcher_id)
);

CREATE TABLE funding.reviews (
    application_id int NOT NULL REFERENCES funding.applications,
    reviewer_id    int NOT NULL REFERENCES people.researchers,
    invited_on     date NOT NULL,
    due_on         date NOT NULL,
    delivered_on   date,
    score          numeric(3, 1) CHECK (score BETWEEN 1 AND 10),
    verdict        funding.verdict,
    PRIMARY KEY (application_id, reviewer_id)
);
COMMENT ON COLUMN funding.reviews.delivered_on IS 'NULL: invited, not delivered';
COMMENT ON COLUMN funding.reviews.score IS '1 worst to 10 best';

CREATE TABLE funding.conflicts (
    application_id int NOT NULL REFERENCES funding.applications,
    researcher_id  int NOT NULL REFERENCES people.researchers,
    reason         text NOT NULL,
    declared_on    date NOT NULL,
    PRIMARY KEY (application_id, researcher_id)
);
COMMENT ON TABLE funding.conflicts IS 'conflicts of interest: this researcher must not review this application';

CREATE TABLE funding.decisions (
    application_id int PRIMARY KEY REFERENCES funding.applications,
    decided_on     date NOT NULL,
    approved       boolean NOT NULL,
    awarded_amount numeric(12, 2)
);
COMMENT ON COLUMN funding.decisions.awarded_amount IS 'euros; NULL where not approved';

CREATE TABLE finance.grants (
    grant_no       text PRIMARY KEY,
    application_id int NOT NULL UNIQUE REFERENCES funding.applications,
    starts_on      date NOT NULL,
    ends_on        date NOT NULL,
    stopped_on     date
);
COMMENT ON COLUMN finance.grants.stopped_on IS 'ended early; NULL: runs or ran to its end';

CREATE TABLE finance.budget_lines (
    grant_no text NOT NULL REFERENCES finance.grants,
    category text NOT NULL,
    planned  numeric(12, 2) NOT NULL,
    PRIMARY KEY (grant_no, category)
);

CREATE TABLE finance.payouts (
    id           int PRIMARY KEY,
    grant_no     text NOT NULL,
    category     text NOT NULL,
    paid_on      date NOT NULL,
    amount       numeric(12, 2) NOT NULL,
    reversed_on  date,
    booked_by    text NOT NULL,
    FOREIGN KEY (grant_no, category) REFERENCES finance.budget_lines
);
COMMENT ON COLUMN finance.payouts.reversed_on IS 'a reversed payout was taken back and does not count as paid';

CREATE TABLE finance.reports (
    grant_no    text NOT NULL REFERENCES finance.grants,
    year_no     int NOT NULL,
    due_on      date NOT NULL,
    received_on date,
    pages       int,
    PRIMARY KEY (grant_no, year_no)
);
COMMENT ON COLUMN finance.reports.year_no IS 'first, second .. year of the grant';
