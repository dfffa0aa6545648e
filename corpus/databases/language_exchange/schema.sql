-- A tandem club: members offer languages they speak and seek others, are paired, meet, log hours, come to evenings. No money but the yearly fee, in euros.

CREATE TYPE language_level AS ENUM ('A1', 'A2', 'B1', 'B2', 'C1', 'C2', 'native');

CREATE TABLE languages (
    code   text PRIMARY KEY,
    name   text NOT NULL UNIQUE,
    family text NOT NULL
);

CREATE TABLE members (
    id         int PRIMARY KEY,
    name       text NOT NULL,
    born_on    date,
    district   text NOT NULL,
    joined_on  date NOT NULL,
    left_on    date,
    interests  text[] NOT NULL DEFAULT '{}',
    invited_by int REFERENCES members
);
COMMENT ON COLUMN members.left_on IS 'NULL: current member';

CREATE TABLE offers (
    member_id     int NOT NULL REFERENCES members,
    language_code text NOT NULL REFERENCES languages,
    level         language_level NOT NULL,
    PRIMARY KEY (member_id, language_code)
);
COMMENT ON TABLE offers IS 'languages that a member can help with';

CREATE TABLE wishes (
    member_id     int NOT NULL REFERENCES members,
    language_code text NOT NULL REFERENCES languages,
    level         language_level NOT NULL,
    target_level  language_level NOT NULL,
    PRIMARY KEY (member_id, language_code)
);
COMMENT ON TABLE wishes IS 'languages that a member wants to learn; level is where they stand today';

CREATE TABLE pairs (
    id            int PRIMARY KEY,
    helper_id     int NOT NULL REFERENCES members,
    learner_id    int NOT NULL REFERENCES members,
    language_code text NOT NULL REFERENCES languages,
    formed_on     date NOT NULL,
    ended_on      date,
    end_reason    text,
    CHECK (helper_id <> learner_id)
);
COMMENT ON COLUMN pairs.ended_on IS 'NULL: still running';
COMMENT ON COLUMN pairs.end_reason IS 'moved, no time, goal reached; NULL: running or not said';

CREATE TABLE meetings (
    id         int PRIMARY KEY,
    pair_id    int NOT NULL REFERENCES pairs,
    met_at     timestamptz NOT NULL,
    minutes    int NOT NULL,
    place      text NOT NULL,
    online     boolean NOT NULL,
    called_off boolean NOT NULL,
    rating     int CHECK (rating BETWEEN 1 AND 5)
);
COMMENT ON COLUMN meetings.rating IS 'by the learner; NULL: not rated';
COMMENT ON COLUMN meetings.called_off IS 'did not take place; may still have minutes planned';

CREATE TABLE evenings (
    id            int PRIMARY KEY,
    title         text NOT NULL,
    held_on       date NOT NULL,
    language_code text REFERENCES languages,
    host_id       int REFERENCES members,
    seats         int NOT NULL
);
COMMENT ON COLUMN evenings.language_code IS 'NULL: all languages';

CREATE TABLE sign_ups (
    evening_id   int NOT NULL REFERENCES evenings,
    member_id    int NOT NULL REFERENCES members,
    signed_up_at timestamptz NOT NULL,
    showed_up    boolean,
    PRIMARY KEY (evening_id, member_id)
);
COMMENT ON COLUMN sign_ups.showed_up IS 'NULL: evening still to come, or nobody noted it';

CREATE TABLE level_tests (
    id            int PRIMARY KEY,
    member_id     int NOT NULL REFERENCES members,
    language_code text NOT NULL REFERENCES languages,
    taken_on      date NOT NULL,
    result        language_level NOT NULL,
    points        int NOT NULL
);

CREATE TABLE fees (
    member_id int NOT NULL REFERENCES members,
    year      int NOT NULL,
    amount    numeric(5, 2) NOT NULL,
    paid_on   date,
    PRIMARY KEY (member_id, year)
);
