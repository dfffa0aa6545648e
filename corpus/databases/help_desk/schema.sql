-- The support desk of a maker of shop tills: customers and contracts (crm), agents (staff), tickets and what happens to them (desk).

CREATE SCHEMA crm;
CREATE SCHEMA staff;
CREATE SCHEMA desk;

CREATE TYPE desk.priority AS ENUM ('low', 'normal', 'high', 'urgent');
CREATE TYPE desk.status AS ENUM ('new', 'open', 'waiting', 'solved', 'closed');
CREATE TYPE desk.channel AS ENUM ('mail', 'phone', 'chat', 'portal');
CREATE TYPE desk.event_kind AS ENUM ('assigned', 'escalated', 'reopened', 'merged');

CREATE TABLE crm.plans (
    id              int PRIMARY KEY,
    name            text NOT NULL UNIQUE,
    first_reply_minutes int NOT NULL,
    solve_hours     int,
    monthly_fee_eur numeric(8, 2) NOT NULL
);
COMMENT ON COLUMN crm.plans.first_reply_minutes IS 'promised time to the first reply';
COMMENT ON COLUMN crm.plans.solve_hours IS 'promised time to the solution; NULL: nothing promised';

CREATE TABLE crm.organisations (
    id         int PRIMARY KEY,
    name       text NOT NULL,
    industry   text NOT NULL,
    country    char(2) NOT NULL,
    tills      int,
    created_at timestamptz NOT NULL,
    deleted_at timestamptz
);
COMMENT ON COLUMN crm.organisations.tills IS 'tills installed; NULL: not known';
COMMENT ON COLUMN crm.organisations.deleted_at IS 'soft delete: no customer any more; their old tickets still count';

CREATE TABLE crm.contracts (
    id              int PRIMARY KEY,
    organisation_id int NOT NULL REFERENCES crm.organisations,
    plan_id         int NOT NULL REFERENCES crm.plans,
    starts_on       date NOT NULL,
    ends_on         date
);
COMMENT ON COLUMN crm.contracts.ends_on IS 'last day; NULL: runs on';

CREATE TABLE crm.contacts (
    id              int PRIMARY KEY,
    organisation_id int REFERENCES crm.organisations,
    full_name       text NOT NULL,
    email           text NOT NULL,
    vip             boolean NOT NULL DEFAULT false
);
COMMENT ON COLUMN crm.contacts.organisation_id IS 'NULL: a stranger who wrote to us';

CREATE TABLE staff.teams (
    id   int PRIMARY KEY,
    name text NOT NULL UNIQUE,
    city text NOT NULL
);

CREATE TABLE staff.agents (
    id         int PRIMARY KEY,
    full_name  text NOT NULL,
    team_id    int NOT NULL REFERENCES staff.teams,
    lead_id    int REFERENCES staff.agents,
    languages  text[] NOT NULL,
    hired_on   date NOT NULL,
    left_on    date
);
COMMENT ON COLUMN staff.agents.languages IS 'two letters each: en, de, fr, nl, es';

CREATE TABLE staff.absences (
    agent_id  int NOT NULL REFERENCES staff.agents,
    from_day  date NOT NULL,
    to_day    date NOT NULL,
    reason    text NOT NULL,
    PRIMARY KEY (agent_id, from_day)
);
COMMENT ON COLUMN staff.absences.reason IS 'holiday, sick or training; both days included';

CREATE TABLE desk.categories (
    id        int PRIMARY KEY,
    name      text NOT NULL,
    parent_id int REFERENCES desk.categories
);

CREATE TABLE desk.tickets (
    id             int PRIMARY KEY,
    contact_id     int NOT NULL REFERENCES crm.contacts,
    category_id    int REFERENCES desk.categories,
    agent_id       int REFERENCES staff.agents,
    subject        text NOT NULL,
    channel        desk.channel NOT NULL,
    priority       desk.priority NOT NULL,
    status         desk.status NOT NULL,
    opened_at      timestamptz NOT NULL,
    solved_at      timestamptz,
    closed_at      timestamptz,
    spam           boolean NOT NULL DEFAULT false
);
COMMENT ON COLUMN desk.tickets.agent_id IS 'who works on it; NULL: nobody yet';
COMMENT ON COLUMN desk.tickets.solved_at IS 'NULL: not solved';
COMMENT ON COLUMN desk.tickets.closed_at IS 'a solved ticket closes by itself some days later';
COMMENT ON COLUMN desk.tickets.spam IS 'spam counts in no statistics, unless one asks for it';

CREATE TABLE desk.replies (
    id         int PRIMARY KEY,
    ticket_id  int NOT NULL REFERENCES desk.tickets,
    agent_id   int REFERENCES staff.agents,
    public     boolean NOT NULL,
    written_at timestamptz NOT NULL,
    words      int NOT NULL
);
COMMENT ON COLUMN desk.replies.agent_id IS 'NULL: written by the customer';
COMMENT ON COLUMN desk.replies.public IS 'false: an internal note that the customer does not see';

CREATE TABLE desk.events (
    ticket_id   int NOT NULL REFERENCES desk.tickets,
    happened_at timestamptz NOT NULL,
    kind        desk.event_kind NOT NULL,
    by_agent_id int REFERENCES staff.agents,
    PRIMARY KEY (ticket_id, happened_at, kind)
) PARTITION BY RANGE (happened_at);
CREATE TABLE desk.events_2024 PARTITION OF desk.events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE desk.events_2025 PARTITION OF desk.events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE desk.events_rest PARTITION OF desk.events DEFAULT;
COMMENT ON COLUMN desk.events.by_agent_id IS 'NULL: the system or the customer';

CREATE TABLE desk.tags (
    id   int PRIMARY KEY,
    name text NOT NULL UNIQUE
);

CREATE TABLE desk.ticket_tags (
    ticket_id int NOT NULL REFERENCES desk.tickets,
    tag_id    int NOT NULL REFERENCES desk.tags,
    PRIMARY KEY (ticket_id, tag_id)
);

CREATE TABLE desk.ratings (
    ticket_id int PRIMARY KEY REFERENCES desk.tickets,
    stars     int NOT NULL CHECK (stars BETWEEN 1 AND 5),
    comment   text,
    rated_on  date NOT NULL
);
COMMENT ON TABLE desk.ratings IS 'satisfaction of customers with a solved ticket; 4 and 5 stars are satisfied';

CREATE VIEW desk.ticket_times AS
SELECT t.id AS ticket_id, t.agent_id, t.priority, t.opened_at,
       extract(epoch FROM (SELECT min(r.written_at) FROM desk.replies AS r WHERE r.ticket_id = t.id AND r.agent_id IS NOT NULL AND r.public) - t.opened_at) / 60.0 AS first_reply_minutes,
       extract(epoch FROM t.solved_at - t.opened_at) / 3600.0 AS solve_hours
FROM desk.tickets AS t
WHERE NOT t.spam;
COMMENT ON VIEW desk.ticket_times IS 'minutes until the first public reply of an agent and hours until the solution; NULL where there is none';

CREATE VIEW desk.backlog AS
SELECT t.id AS ticket_id, t.subject, t.priority, t.status, t.agent_id, t.opened_at, c.organisation_id
FROM desk.tickets AS t
JOIN crm.contacts AS c ON c.id = t.contact_id
WHERE t.status IN ('new', 'open', 'waiting') AND NOT t.spam;
COMMENT ON VIEW desk.backlog IS 'tickets that are not solved';

CREATE MATERIALIZED VIEW desk.daily_volume AS
SELECT t.opened_at::date AS day, t.channel, count(*) AS opened, count(t.solved_at) AS solved, count(*) FILTER (WHERE t.priority = 'urgent') AS urgent
FROM desk.tickets AS t
WHERE NOT t.spam
GROUP BY t.opened_at::date, t.channel
WITH NO DATA;
COMMENT ON MATERIALIZED VIEW desk.daily_volume IS 'tickets by the day on which they were opened, and how many of these have been solved since';
