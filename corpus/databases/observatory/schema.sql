-- An observatory: instruments, programmes of proposals, nights, exposures of targets, time lost. Times are UTC.

CREATE TABLE instrument (
    id         int PRIMARY KEY,
    name       text NOT NULL UNIQUE,
    kind       text NOT NULL CHECK (kind IN ('imager', 'spectrograph', 'polarimeter')),
    filters    text[] NOT NULL DEFAULT '{}',
    retired_on date
);
COMMENT ON COLUMN instrument.retired_on IS 'NULL: in use';

CREATE TABLE institute (
    id      int PRIMARY KEY,
    name    text NOT NULL UNIQUE,
    country text NOT NULL
);

CREATE TABLE astronomer (
    id           int PRIMARY KEY,
    full_name    text NOT NULL,
    institute_id int REFERENCES institute,
    born_on      date,
    resident     boolean NOT NULL
);
COMMENT ON COLUMN astronomer.institute_id IS 'NULL: independent';
COMMENT ON COLUMN astronomer.resident IS 'employed at the telescope itself';

CREATE TABLE proposal (
    id           int PRIMARY KEY,
    title        text NOT NULL,
    lead_id      int NOT NULL REFERENCES astronomer,
    submitted_on date NOT NULL,
    status       text NOT NULL CHECK (status IN ('submitted', 'accepted', 'rejected', 'withdrawn')),
    grade        numeric(3, 1),
    hours_asked  numeric(5, 1) NOT NULL,
    hours_given  numeric(5, 1),
    keywords     text[] NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN proposal.grade IS 'from the panel, 1.0 is best, 5.0 worst; NULL: not yet graded';
COMMENT ON COLUMN proposal.hours_given IS 'NULL unless accepted';

CREATE TABLE target (
    id        int PRIMARY KEY,
    name      text NOT NULL UNIQUE,
    class     text NOT NULL CHECK (class IN ('galaxy', 'star', 'nebula', 'asteroid', 'quasar')),
    ra        numeric(7, 4),
    dec       numeric(7, 4),
    magnitude numeric(4, 1)
);
COMMENT ON COLUMN target.ra IS 'right ascension in degrees, 0 to 360; NULL: it moves';
COMMENT ON COLUMN target.dec IS 'declination in degrees, north positive; NULL: it moves';
COMMENT ON COLUMN target.magnitude IS 'smaller is brighter; NULL: unknown';

CREATE TABLE proposal_target (
    proposal_id int NOT NULL REFERENCES proposal,
    target_id   int NOT NULL REFERENCES target,
    PRIMARY KEY (proposal_id, target_id)
);

CREATE TABLE night (
    night_of    date PRIMARY KEY,
    observer_id int REFERENCES astronomer,
    dark_hours  numeric(4, 1) NOT NULL,
    humidity    int,
    remark      text
);
COMMENT ON COLUMN night.night_of IS 'date of the evening';
COMMENT ON COLUMN night.observer_id IS 'NULL: remote, nobody at the telescope';
COMMENT ON COLUMN night.humidity IS 'percent at midnight';

CREATE TABLE lost_time (
    id       int PRIMARY KEY,
    night_of date NOT NULL REFERENCES night,
    cause    text NOT NULL CHECK (cause IN ('cloud', 'wind', 'humidity', 'technical')),
    hours    numeric(4, 1) NOT NULL
);

CREATE TABLE exposure (
    id            int PRIMARY KEY,
    night_of      date NOT NULL REFERENCES night,
    proposal_id   int REFERENCES proposal,
    target_id     int NOT NULL REFERENCES target,
    instrument_id int NOT NULL REFERENCES instrument,
    started_at    timestamp NOT NULL,
    seconds       int NOT NULL,
    filter        text,
    seeing        numeric(3, 1),
    quality       text CHECK (quality IN ('good', 'usable', 'bad')),
    header        jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN exposure.proposal_id IS 'NULL: calibration';
COMMENT ON COLUMN exposure.seeing IS 'arcseconds, smaller is sharper; NULL: not measured';
COMMENT ON COLUMN exposure.quality IS 'NULL: not yet judged';
COMMENT ON COLUMN exposure.header IS '{"airmass": number, "guide": text}, each only where known';
