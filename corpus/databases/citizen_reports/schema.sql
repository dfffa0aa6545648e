-- What citizens report to the town: potholes, dark lamps, rubbish. jsonb holds what differs by category.

CREATE TYPE report_status AS ENUM ('new', 'accepted', 'in progress', 'resolved', 'rejected', 'duplicate');
COMMENT ON TYPE report_status IS 'new, accepted and in progress are open; the others are closed';

CREATE TABLE categories (
    id          int PRIMARY KEY,
    name        text NOT NULL,
    parent_id   int REFERENCES categories,
    target_days int
);
COMMENT ON TABLE categories IS 'a tree of up to three levels; reports may hang at any level';
COMMENT ON COLUMN categories.parent_id IS 'NULL: top level';
COMMENT ON COLUMN categories.target_days IS 'days within which a report should be closed; NULL: no target';

CREATE TABLE districts (
    id          int PRIMARY KEY,
    name        text NOT NULL,
    inhabitants int NOT NULL
);

CREATE TABLE citizens (
    id            int PRIMARY KEY,
    name          text NOT NULL,
    email         text,
    registered_at timestamptz NOT NULL
);

CREATE TABLE departments (
    id   int PRIMARY KEY,
    name text NOT NULL
);

CREATE TABLE staff_members (
    id            int PRIMARY KEY,
    name          text NOT NULL,
    department_id int NOT NULL REFERENCES departments
);

CREATE TABLE reports (
    id           int PRIMARY KEY,
    category_id  int NOT NULL REFERENCES categories,
    district_id  int NOT NULL REFERENCES districts,
    citizen_id   int REFERENCES citizens,
    title        text NOT NULL,
    details      jsonb NOT NULL DEFAULT '{}',
    photo_count  int NOT NULL DEFAULT 0,
    status       report_status NOT NULL,
    reported_at  timestamptz NOT NULL,
    closed_at    timestamptz,
    duplicate_of int REFERENCES reports
);
COMMENT ON COLUMN reports.citizen_id IS 'NULL: anonymous';
COMMENT ON COLUMN reports.details IS 'channel (app, web, phone) always; size_cm for potholes; lamp (number of the lamp) for street lights; danger true where people are at risk; animal for animals';
COMMENT ON COLUMN reports.closed_at IS 'NULL: open';
COMMENT ON COLUMN reports.duplicate_of IS 'the earlier report of the same thing';

CREATE TABLE status_changes (
    report_id       int NOT NULL REFERENCES reports,
    changed_at      timestamptz NOT NULL,
    status          report_status NOT NULL,
    staff_member_id int REFERENCES staff_members,
    PRIMARY KEY (report_id, changed_at)
);
COMMENT ON TABLE status_changes IS 'each status that a report was given after it came in (as new)';
COMMENT ON COLUMN status_changes.staff_member_id IS 'NULL: by the system';

CREATE TABLE assignments (
    report_id     int NOT NULL REFERENCES reports,
    assigned_at   timestamptz NOT NULL,
    department_id int NOT NULL REFERENCES departments,
    ended_at      timestamptz,
    PRIMARY KEY (report_id, assigned_at)
);
COMMENT ON TABLE assignments IS 'history: which department was responsible';
COMMENT ON COLUMN assignments.ended_at IS 'passed on to another department at; NULL: responsible now, or when the report was closed';

CREATE TABLE comments (
    id              int PRIMARY KEY,
    report_id       int NOT NULL REFERENCES reports,
    citizen_id      int REFERENCES citizens,
    staff_member_id int REFERENCES staff_members,
    body            text NOT NULL,
    public          boolean NOT NULL,
    written_at      timestamptz NOT NULL,
    CHECK (num_nonnulls(citizen_id, staff_member_id) = 1)
);
COMMENT ON COLUMN comments.public IS 'false: for staff only';

CREATE TABLE votes (
    report_id  int NOT NULL REFERENCES reports,
    citizen_id int NOT NULL REFERENCES citizens,
    voted_at   timestamptz NOT NULL,
    PRIMARY KEY (report_id, citizen_id)
);
COMMENT ON TABLE votes IS 'citizens who say: me too';

CREATE TABLE surveys (
    report_id int PRIMARY KEY REFERENCES reports,
    score     int NOT NULL CHECK (score BETWEEN 1 AND 5),
    remarks   text
);
COMMENT ON TABLE surveys IS 'answers of citizens asked after a report was resolved; 5 is best';
