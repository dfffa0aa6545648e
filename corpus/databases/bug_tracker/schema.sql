-- The issue tracker of a firm that makes navigation software: issues, their states, releases, who works on what.

CREATE TYPE issue_kind AS ENUM ('bug', 'feature', 'task', 'question');
CREATE TYPE issue_state AS ENUM ('open', 'in progress', 'in review', 'resolved', 'closed', 'rejected');
CREATE TYPE severity AS ENUM ('trivial', 'minor', 'major', 'critical');

CREATE TABLE product (
    id         int PRIMARY KEY,
    name       text NOT NULL UNIQUE,
    prefix     text NOT NULL UNIQUE,
    retired_on date
);
COMMENT ON COLUMN product.prefix IS 'first part of the issue keys';
COMMENT ON COLUMN product.retired_on IS 'NULL: still sold';

CREATE TABLE person (
    id        int PRIMARY KEY,
    login     text NOT NULL UNIQUE,
    full_name text NOT NULL,
    team      text,
    joined_on date NOT NULL,
    left_on   date,
    is_bot    boolean NOT NULL DEFAULT false
);
COMMENT ON COLUMN person.team IS 'NULL: outside of the development (sales, customers)';
COMMENT ON COLUMN person.left_on IS 'NULL: still active';

CREATE TABLE component (
    id         int PRIMARY KEY,
    product_id int NOT NULL REFERENCES product,
    name       text NOT NULL,
    owner_id   int REFERENCES person,
    UNIQUE (product_id, name)
);
COMMENT ON COLUMN component.owner_id IS 'NULL: orphaned';

CREATE TABLE release (
    id         int PRIMARY KEY,
    product_id int NOT NULL REFERENCES product,
    version    text NOT NULL,
    planned_on date NOT NULL,
    shipped_on date,
    UNIQUE (product_id, version)
);
COMMENT ON COLUMN release.shipped_on IS 'NULL: not shipped yet';

CREATE TABLE issue (
    id              int PRIMARY KEY,
    key             text NOT NULL UNIQUE,
    component_id    int NOT NULL REFERENCES component,
    kind            issue_kind NOT NULL,
    title           text NOT NULL,
    severity        severity,
    state           issue_state NOT NULL,
    reporter_id     int NOT NULL REFERENCES person,
    assignee_id     int REFERENCES person,
    created_at      timestamptz NOT NULL,
    resolved_at     timestamptz,
    found_in_id     int REFERENCES release,
    fixed_in_id     int REFERENCES release,
    duplicate_of_id int REFERENCES issue,
    label           text[] NOT NULL DEFAULT '{}',
    environment     jsonb NOT NULL DEFAULT '{}',
    estimate_hours  numeric(5, 1)
);
COMMENT ON COLUMN issue.severity IS 'of bugs only; NULL for the others';
COMMENT ON COLUMN issue.state IS 'unresolved issues are open, in progress or in review';
COMMENT ON COLUMN issue.resolved_at IS 'when it was resolved; NULL: unresolved or rejected';
COMMENT ON COLUMN issue.environment IS '{"os": "Android" | "iOS" | "Windows" | "Linux", "ram_gb": number, "beta": true}, each may be missing';
COMMENT ON COLUMN issue.estimate_hours IS 'NULL: never estimated';

CREATE TABLE state_change (
    issue_id   int NOT NULL REFERENCES issue,
    changed_at timestamptz NOT NULL,
    from_state issue_state NOT NULL,
    to_state   issue_state NOT NULL,
    by_id      int NOT NULL REFERENCES person,
    PRIMARY KEY (issue_id, changed_at)
);
COMMENT ON TABLE state_change IS 'a change from resolved or closed back to open is a reopening';

CREATE TABLE blocking (
    blocker_id int NOT NULL REFERENCES issue,
    blocked_id int NOT NULL REFERENCES issue,
    PRIMARY KEY (blocker_id, blocked_id),
    CHECK (blocker_id <> blocked_id)
);
COMMENT ON TABLE blocking IS 'the blocked issue cannot go on until its blocker is resolved';

CREATE TABLE comment (
    id         int PRIMARY KEY,
    issue_id   int NOT NULL REFERENCES issue,
    author_id  int NOT NULL REFERENCES person,
    written_at timestamptz NOT NULL,
    body       text NOT NULL
);

CREATE TABLE watcher (
    issue_id  int NOT NULL REFERENCES issue,
    person_id int NOT NULL REFERENCES person,
    since     date NOT NULL,
    PRIMARY KEY (issue_id, person_id)
);

CREATE TABLE work_log (
    id        int PRIMARY KEY,
    issue_id  int NOT NULL REFERENCES issue,
    person_id int NOT NULL REFERENCES person,
    day       date NOT NULL,
    hours     numeric(4, 1) NOT NULL CHECK (hours > 0),
    billable  boolean NOT NULL
);
