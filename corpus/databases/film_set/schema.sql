-- A film production house: productions, scenes, shooting days with takes and crew calls, hired gear. Amounts in euros.
CREATE TYPE day_night AS ENUM ('dawn', 'day', 'dusk', 'night');

CREATE TABLE production (
    production_id int PRIMARY KEY,
    title         text NOT NULL,
    kind          text NOT NULL CHECK (kind IN ('feature', 'series', 'commercial')),
    started_on    date NOT NULL,
    wrapped_on    date,
    budget_eur    numeric(11, 2) NOT NULL
);
COMMENT ON COLUMN production.started_on IS 'first day of principal photography, may lie ahead';
COMMENT ON COLUMN production.wrapped_on IS 'NULL: not wrapped yet';

CREATE TABLE location (
    location_id  int PRIMARY KEY,
    name         text NOT NULL,
    town         text NOT NULL,
    interior     boolean NOT NULL,
    permit_no    text,
    day_rate_eur numeric(8, 2) NOT NULL
);
COMMENT ON COLUMN location.permit_no IS 'NULL: no permit obtained';

CREATE TABLE person (
    person_id    int PRIMARY KEY,
    name         text NOT NULL,
    department   text NOT NULL CHECK (department IN ('cast', 'camera', 'sound', 'art', 'costume', 'grip', 'production')),
    born_on      date,
    day_rate_eur numeric(8, 2) NOT NULL,
    languages    text[] NOT NULL,
    joined_on    date NOT NULL,
    left_on      date
);
COMMENT ON COLUMN person.left_on IS 'NULL: still on the books';

CREATE TABLE role (
    role_id       int PRIMARY KEY,
    production_id int NOT NULL REFERENCES production,
    character     text NOT NULL,
    person_id     int REFERENCES person
);
COMMENT ON COLUMN role.person_id IS 'who plays it; NULL: not cast yet';

CREATE TABLE scene (
    scene_id      int PRIMARY KEY,
    production_id int NOT NULL REFERENCES production,
    scene_no      text NOT NULL,
    synopsis      text NOT NULL,
    time_of_day   day_night NOT NULL,
    location_id   int NOT NULL REFERENCES location,
    eighths       int NOT NULL,
    omitted       boolean NOT NULL DEFAULT false,
    UNIQUE (production_id, scene_no)
);
COMMENT ON COLUMN scene.eighths IS 'length in the script, in eighths of a page';
COMMENT ON COLUMN scene.omitted IS 'struck from the script';

CREATE TABLE scene_role (
    scene_id int NOT NULL REFERENCES scene,
    role_id  int NOT NULL REFERENCES role,
    PRIMARY KEY (scene_id, role_id)
);

CREATE TABLE shoot_day (
    shoot_day_id  int PRIMARY KEY,
    production_id int NOT NULL REFERENCES production,
    held_on       date NOT NULL,
    unit          text NOT NULL CHECK (unit IN ('main', 'second')),
    during        tstzrange NOT NULL,
    weather       text,
    cancelled     boolean NOT NULL DEFAULT false
);
COMMENT ON COLUMN shoot_day.during IS 'from general call to wrap, as on the call sheet';
COMMENT ON TABLE shoot_day IS 'one call sheet each; days ahead are planned';

CREATE TABLE take (
    take_id      int PRIMARY KEY,
    shoot_day_id int NOT NULL REFERENCES shoot_day,
    scene_id     int NOT NULL REFERENCES scene,
    take_no      int NOT NULL,
    seconds      int NOT NULL,
    circled      boolean NOT NULL
);
COMMENT ON COLUMN take.circled IS 'the director wants it printed';

CREATE TABLE crew_call (
    shoot_day_id int NOT NULL REFERENCES shoot_day,
    person_id    int NOT NULL REFERENCES person,
    call_at      timestamptz NOT NULL,
    wrap_at      timestamptz,
    PRIMARY KEY (shoot_day_id, person_id)
);
COMMENT ON COLUMN crew_call.wrap_at IS 'NULL: not signed out';

CREATE TABLE item (
    item_id       int PRIMARY KEY,
    name          text NOT NULL,
    category      text NOT NULL,
    vendor        text NOT NULL,
    day_price_eur numeric(8, 2) NOT NULL,
    features      text[] NOT NULL
);
COMMENT ON COLUMN item.day_price_eur IS 'list price a day';

CREATE TABLE hire (
    hire_id       int PRIMARY KEY,
    production_id int NOT NULL REFERENCES production,
    item_id       int NOT NULL REFERENCES item,
    booked_on     date NOT NULL,
    during        daterange NOT NULL,
    price_eur     numeric(9, 2) NOT NULL,
    cancelled_on  date
);
COMMENT ON COLUMN hire.price_eur IS 'agreed for the whole hire; a cancelled hire costs nothing';
