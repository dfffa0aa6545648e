-- The security operations centre of a regional hospital group: hosts, detection rules, alerts, analysts, incidents, vulnerabilities, scans.

CREATE TYPE severity AS ENUM ('info', 'low', 'medium', 'high', 'critical');
CREATE TYPE verdict AS ENUM ('true positive', 'false positive', 'benign');

CREATE TABLE teams (
    id   int PRIMARY KEY,
    name text NOT NULL UNIQUE,
    site text NOT NULL
);
COMMENT ON TABLE teams IS 'departments that own hosts';

CREATE TABLE hosts (
    id                int PRIMARY KEY,
    hostname          text NOT NULL UNIQUE,
    ip_address        inet,
    os                text NOT NULL,
    team_id           int REFERENCES teams,
    tags              text[] NOT NULL DEFAULT '{}',
    first_seen_on     date NOT NULL,
    decommissioned_on date
);
COMMENT ON COLUMN hosts.ip_address IS 'NULL: changes all the time';
COMMENT ON COLUMN hosts.team_id IS 'NULL: nobody admits to owning it';
COMMENT ON COLUMN hosts.tags IS 'server, workstation, medical, internet, legacy';
COMMENT ON COLUMN hosts.decommissioned_on IS 'NULL: in service';

CREATE TABLE analysts (
    id             int PRIMARY KEY,
    full_name      text NOT NULL,
    level          int NOT NULL CHECK (level BETWEEN 1 AND 3),
    certifications text[] NOT NULL DEFAULT '{}',
    hired_on       date NOT NULL,
    left_on        date,
    mentor_id      int REFERENCES analysts
);
COMMENT ON COLUMN analysts.level IS '1 looks first, 3 is the most experienced';
COMMENT ON COLUMN analysts.left_on IS 'NULL: works here';

CREATE TABLE detection_rules (
    id         int PRIMARY KEY,
    name       text NOT NULL UNIQUE,
    tactic     text NOT NULL,
    severity   severity NOT NULL,
    enabled    boolean NOT NULL,
    created_on date NOT NULL,
    author_id  int REFERENCES analysts
);
COMMENT ON COLUMN detection_rules.severity IS 'of the rule; single alerts may be set higher or lower';
COMMENT ON COLUMN detection_rules.author_id IS 'NULL: bought with the product';

CREATE TABLE alerts (
    id              int PRIMARY KEY,
    rule_id         int NOT NULL REFERENCES detection_rules,
    host_id         int NOT NULL REFERENCES hosts,
    analyst_id      int REFERENCES analysts,
    severity        severity NOT NULL,
    raised_at       timestamptz NOT NULL,
    acknowledged_at timestamptz,
    closed_at       timestamptz,
    verdict         verdict,
    source_ip       inet,
    details         jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN alerts.analyst_id IS 'who works on it; NULL: nobody yet';
COMMENT ON COLUMN alerts.acknowledged_at IS 'first look by an analyst; NULL: not looked at';
COMMENT ON COLUMN alerts.closed_at IS 'NULL: open';
COMMENT ON COLUMN alerts.verdict IS 'of closed alerts only';
COMMENT ON COLUMN alerts.details IS '{"user": text, "country": two letters, "failed_logins": number}, each may be missing';

CREATE TABLE incidents (
    id              int PRIMARY KEY,
    title           text NOT NULL,
    severity        severity NOT NULL,
    lead_analyst_id int NOT NULL REFERENCES analysts,
    opened_at       timestamptz NOT NULL,
    closed_at       timestamptz,
    reported_to_authority boolean NOT NULL DEFAULT false
);

CREATE TABLE incident_alerts (
    incident_id int NOT NULL REFERENCES incidents,
    alert_id    int NOT NULL REFERENCES alerts,
    PRIMARY KEY (incident_id, alert_id)
);

CREATE TABLE findings (
    id         int PRIMARY KEY,
    host_id    int NOT NULL REFERENCES hosts,
    cve        text NOT NULL,
    score      numeric(3, 1) NOT NULL CHECK (score BETWEEN 0 AND 10),
    found_on   date NOT NULL,
    fixed_on   date,
    accepted_until date
);
COMMENT ON TABLE findings IS 'vulnerabilities of hosts; scores of 9 and more are critical';
COMMENT ON COLUMN findings.fixed_on IS 'NULL: not fixed';
COMMENT ON COLUMN findings.accepted_until IS 'risk taken knowingly until that day; NULL: not accepted';

CREATE TABLE scans (
    id         int PRIMARY KEY,
    host_id    int NOT NULL REFERENCES hosts,
    scanned_at timestamptz NOT NULL,
    duration_seconds int,
    open_ports int[] NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN scans.duration_seconds IS 'NULL: broken off';

CREATE TABLE blocked_addresses (
    id          int PRIMARY KEY,
    ip_address  inet NOT NULL,
    blocked_at  timestamptz NOT NULL,
    released_at timestamptz,
    reason      text
);
COMMENT ON COLUMN blocked_addresses.released_at IS 'NULL: blocked to this day';
