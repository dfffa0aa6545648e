-- What a software company pays to clouds: who it is (org), what is used and billed (bill), and how spending is watched (ops).

CREATE SCHEMA org;
CREATE SCHEMA bill;
CREATE SCHEMA ops;

CREATE TYPE bill.environment AS ENUM ('production', 'staging', 'development', 'sandbox');
CREATE TYPE ops.alert_kind AS ENUM ('budget', 'spike', 'untagged', 'idle');
CREATE TYPE ops.action AS ENUM ('delete', 'shrink', 'reserve', 'move');

CREATE TABLE org.cost_center (
    code   text PRIMARY KEY,
    title  text NOT NULL,
    active boolean NOT NULL DEFAULT true
);

CREATE TABLE org.team (
    id               int PRIMARY KEY,
    name             text NOT NULL UNIQUE,
    cost_center_code text NOT NULL REFERENCES org.cost_center,
    founded_on       date NOT NULL,
    disbanded_on     date
);
COMMENT ON COLUMN org.team.disbanded_on IS 'NULL: still exists';

CREATE TABLE org.person (
    id        int PRIMARY KEY,
    full_name text NOT NULL,
    email     text NOT NULL,
    team_id   int REFERENCES org.team,
    is_lead   boolean NOT NULL DEFAULT false,
    joined_on date NOT NULL,
    left_on   date
);
COMMENT ON COLUMN org.person.team_id IS 'NULL: contractor without a team';

CREATE TABLE bill.provider (
    id       int PRIMARY KEY,
    name     text NOT NULL,
    currency char(3) NOT NULL
);
COMMENT ON COLUMN bill.provider.currency IS 'currency of its invoices';

CREATE TABLE bill.account (
    id          int PRIMARY KEY,
    provider_id int NOT NULL REFERENCES bill.provider,
    account_no  text NOT NULL,
    name        text NOT NULL,
    team_id     int REFERENCES org.team,
    environment bill.environment NOT NULL,
    opened_on   date NOT NULL,
    closed_on   date
);
COMMENT ON COLUMN bill.account.team_id IS 'NULL: nobody owns it';
COMMENT ON COLUMN bill.account.closed_on IS 'NULL: open';

CREATE TABLE bill.service (
    id          int PRIMARY KEY,
    provider_id int NOT NULL REFERENCES bill.provider,
    name        text NOT NULL,
    family      text NOT NULL
);
COMMENT ON COLUMN bill.service.family IS 'compute, storage, database, network or ai';

CREATE TABLE bill.resource (
    id         int PRIMARY KEY,
    account_id int NOT NULL REFERENCES bill.account,
    service_id int NOT NULL REFERENCES bill.service,
    name       text NOT NULL,
    region     text NOT NULL,
    tags       jsonb NOT NULL DEFAULT '{}',
    created_on date NOT NULL,
    deleted_on date
);
COMMENT ON COLUMN bill.resource.tags IS '{"team": text, "project": text, "tier": "gold" | "silver" | "bronze", "keep_until": "YYYY-MM-DD"}, whatever people set';
COMMENT ON COLUMN bill.resource.deleted_on IS 'NULL: still running';

CREATE TABLE bill.usage_week (
    resource_id int NOT NULL REFERENCES bill.resource,
    week_of     date NOT NULL,
    quantity    numeric(12, 1) NOT NULL,
    unit        text NOT NULL,
    list_usd    numeric(10, 2) NOT NULL,
    cost_usd    numeric(10, 2) NOT NULL,
    PRIMARY KEY (resource_id, week_of)
) PARTITION BY RANGE (week_of);
CREATE TABLE bill.usage_week_2025 PARTITION OF bill.usage_week FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE bill.usage_week_2026 PARTITION OF bill.usage_week FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE bill.usage_week_later PARTITION OF bill.usage_week DEFAULT;
COMMENT ON TABLE bill.usage_week IS 'what each resource used and cost in a week, booked on its Monday';
COMMENT ON COLUMN bill.usage_week.list_usd IS 'at list price';
COMMENT ON COLUMN bill.usage_week.cost_usd IS 'after discounts and commitments: this is what we mean by cost and by spending';

CREATE TABLE bill.invoice (
    id         int PRIMARY KEY,
    account_id int NOT NULL REFERENCES bill.account,
    for_month  date NOT NULL,
    currency   char(3) NOT NULL,
    amount     numeric(12, 2) NOT NULL,
    amount_usd numeric(12, 2) NOT NULL,
    issued_on  date NOT NULL,
    paid_on    date,
    UNIQUE (account_id, for_month)
);
COMMENT ON COLUMN bill.invoice.for_month IS 'first day of the month that is billed';
COMMENT ON COLUMN bill.invoice.amount IS 'in the currency of the invoice';

CREATE TABLE bill.credit (
    id         int PRIMARY KEY,
    account_id int NOT NULL REFERENCES bill.account,
    granted_usd numeric(10, 2) NOT NULL,
    used_usd   numeric(10, 2) NOT NULL DEFAULT 0,
    reason     text,
    granted_on date NOT NULL,
    expires_on date NOT NULL
);
COMMENT ON TABLE bill.credit IS 'vouchers given by providers';

CREATE TABLE bill.commitment (
    id         int PRIMARY KEY,
    account_id int NOT NULL REFERENCES bill.account,
    service_id int NOT NULL REFERENCES bill.service,
    weekly_usd numeric(10, 2) NOT NULL,
    starts_on  date NOT NULL,
    ends_on    date NOT NULL
);
COMMENT ON TABLE bill.commitment IS 'promises to spend at least so much a week, for a discount';

CREATE TABLE ops.budget (
    team_id   int NOT NULL REFERENCES org.team,
    for_month date NOT NULL,
    limit_usd numeric(10, 2) NOT NULL,
    PRIMARY KEY (team_id, for_month)
);

CREATE TABLE ops.alert (
    id         int PRIMARY KEY,
    account_id int NOT NULL REFERENCES bill.account,
    kind       ops.alert_kind NOT NULL,
    raised_at  timestamptz NOT NULL,
    seen_by    int REFERENCES org.person,
    seen_at    timestamptz,
    closed_at  timestamptz
);
COMMENT ON COLUMN ops.alert.closed_at IS 'NULL: open';

CREATE TABLE ops.recommendation (
    id          int PRIMARY KEY,
    resource_id int NOT NULL REFERENCES bill.resource,
    action      ops.action NOT NULL,
    saving_usd  numeric(10, 2) NOT NULL,
    made_on     date NOT NULL,
    decided_on  date,
    decided_by  int REFERENCES org.person,
    accepted    boolean
);
COMMENT ON COLUMN ops.recommendation.saving_usd IS 'expected saving a week';
COMMENT ON COLUMN ops.recommendation.accepted IS 'NULL: not decided';

CREATE TABLE ops.tag_rule (
    key      text PRIMARY KEY,
    required boolean NOT NULL,
    allowed  text[]
);
COMMENT ON COLUMN ops.tag_rule.allowed IS 'NULL: any value';

CREATE VIEW bill.untagged AS
SELECT r.id AS resource_id, r.name, r.account_id, r.region, r.created_on
FROM bill.resource AS r
WHERE r.deleted_on IS NULL AND NOT r.tags ? 'team';
COMMENT ON VIEW bill.untagged IS 'running resources without the tag "team"';

CREATE MATERIALIZED VIEW bill.monthly_cost AS
SELECT date_trunc('month', u.week_of)::date AS month, r.account_id, r.service_id, sum(u.cost_usd) AS cost_usd, sum(u.list_usd) AS list_usd, count(DISTINCT r.id) AS resources
FROM bill.usage_week AS u
JOIN bill.resource AS r ON r.id = u.resource_id
GROUP BY date_trunc('month', u.week_of)::date, r.account_id, r.service_id
WITH NO DATA;
COMMENT ON MATERIALIZED VIEW bill.monthly_cost IS 'cost by month, account and service; a week counts in the month of its Monday';

CREATE VIEW ops.budget_status AS
SELECT b.team_id, b.for_month, b.limit_usd, coalesce((SELECT sum(m.cost_usd) FROM bill.monthly_cost AS m JOIN bill.account AS a ON a.id = m.account_id WHERE a.team_id = b.team_id AND m.month = b.for_month), 0) AS spent_usd
FROM ops.budget AS b;
COMMENT ON VIEW ops.budget_status IS 'each budget beside what the accounts of the team spent';
