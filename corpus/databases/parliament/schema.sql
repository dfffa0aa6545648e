-- The parliament of a small island state: members and their parties, committees, bills, divisions and votes, speeches, written questions.

CREATE TYPE bill_kind AS ENUM ('government', 'private', 'budget');
CREATE TYPE bill_outcome AS ENUM ('passed', 'rejected', 'withdrawn');
CREATE TYPE vote_kind AS ENUM ('aye', 'no', 'abstain');

CREATE TABLE parties (
    id            int PRIMARY KEY,
    name          text NOT NULL,
    short_name    text NOT NULL,
    founded_on    date,
    in_government boolean NOT NULL
);
COMMENT ON COLUMN parties.in_government IS 'today';

CREATE TABLE constituencies (
    id     int PRIMARY KEY,
    name   text NOT NULL,
    island text NOT NULL,
    voters int NOT NULL
);

CREATE TABLE members (
    id              int PRIMARY KEY,
    first_name      text NOT NULL,
    last_name       text NOT NULL,
    gender          char(1) NOT NULL CHECK (gender IN ('f', 'm')),
    born_on         date NOT NULL,
    constituency_id int NOT NULL REFERENCES constituencies,
    entered_on      date NOT NULL,
    left_on         date
);
COMMENT ON COLUMN members.left_on IS 'NULL: still sits in parliament';

CREATE TABLE party_memberships (
    member_id int NOT NULL REFERENCES members,
    party_id  int NOT NULL REFERENCES parties,
    since     date NOT NULL,
    until     date,
    PRIMARY KEY (member_id, since)
);
COMMENT ON TABLE party_memberships IS 'who was in which party when; a member without an open row is independent';
COMMENT ON COLUMN party_memberships.until IS 'first day no longer in it; NULL: still in it';

CREATE TABLE committees (
    id       int PRIMARY KEY,
    name     text NOT NULL,
    chair_id int REFERENCES members
);
COMMENT ON COLUMN committees.chair_id IS 'NULL: vacant';

CREATE TABLE committee_seats (
    committee_id int NOT NULL REFERENCES committees,
    member_id    int NOT NULL REFERENCES members,
    since        date NOT NULL,
    until        date,
    PRIMARY KEY (committee_id, member_id)
);
COMMENT ON COLUMN committee_seats.until IS 'NULL: still sits on it';

CREATE TABLE bills (
    id            int PRIMARY KEY,
    number        text NOT NULL UNIQUE,
    title         text NOT NULL,
    kind          bill_kind NOT NULL,
    sponsor_id    int NOT NULL REFERENCES members,
    committee_id  int REFERENCES committees,
    topics        text[] NOT NULL DEFAULT '{}',
    introduced_on date NOT NULL,
    decided_on    date,
    outcome       bill_outcome
);
COMMENT ON COLUMN bills.number IS 'year, slash, running number';
COMMENT ON COLUMN bills.committee_id IS 'that examines it; NULL: none';
COMMENT ON COLUMN bills.outcome IS 'NULL: pending';

CREATE TABLE sittings (
    id        int PRIMARY KEY,
    opened_at timestamptz NOT NULL,
    closed_at timestamptz NOT NULL
);

CREATE TABLE divisions (
    id         int PRIMARY KEY,
    sitting_id int NOT NULL REFERENCES sittings,
    bill_id    int REFERENCES bills,
    called_at  timestamptz NOT NULL,
    motion     text NOT NULL
);
COMMENT ON TABLE divisions IS 'ballots by name; bill_id is NULL where the motion is about no bill';

CREATE TABLE votes (
    division_id int NOT NULL REFERENCES divisions,
    member_id   int NOT NULL REFERENCES members,
    vote        vote_kind NOT NULL,
    PRIMARY KEY (division_id, member_id)
);
COMMENT ON TABLE votes IS 'who was absent has no row; a motion is carried with more ayes than noes';

CREATE TABLE speeches (
    id            int PRIMARY KEY,
    sitting_id    int NOT NULL REFERENCES sittings,
    member_id     int NOT NULL REFERENCES members,
    bill_id       int REFERENCES bills,
    minutes       numeric(5, 1) NOT NULL,
    interruptions int NOT NULL
);

CREATE TABLE written_questions (
    id          int PRIMARY KEY,
    member_id   int NOT NULL REFERENCES members,
    ministry    text NOT NULL,
    subject     text NOT NULL,
    asked_on    date NOT NULL,
    answered_on date
);
COMMENT ON COLUMN written_questions.answered_on IS 'NULL: no answer yet; the ministry has 30 days';

CREATE VIEW division_results AS
SELECT d.id AS division_id, count(v.member_id) FILTER (WHERE v.vote = 'aye') AS ayes, count(v.member_id) FILTER (WHERE v.vote = 'no') AS noes, count(v.member_id) FILTER (WHERE v.vote = 'abstain') AS abstentions
FROM divisions AS d
LEFT JOIN votes AS v ON v.division_id = d.id
GROUP BY d.id;
COMMENT ON VIEW division_results IS 'the count of each division';
