-- The billing of a software service sold by the seat. Money is kept in cents of a euro; people speak of euros.
-- Rows are never deleted: deleted_at says that a thing is gone, and what is gone is not counted unless asked for.

CREATE TYPE billing_interval AS ENUM ('monthly', 'yearly');
CREATE TYPE subscription_status AS ENUM ('trialing', 'active', 'past_due', 'cancelled');
CREATE TYPE ticket_priority AS ENUM ('low', 'normal', 'high', 'urgent');

CREATE TABLE accounts (
    id           bigint PRIMARY KEY,
    name         text NOT NULL,
    country_code char(2) NOT NULL,
    industry     text,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    deleted_at   timestamptz
);
COMMENT ON TABLE accounts IS 'companies that use the service';
COMMENT ON COLUMN accounts.deleted_at IS 'when the account was closed; NULL: open';

CREATE TABLE users (
    id           bigint PRIMARY KEY,
    account_id   bigint NOT NULL REFERENCES accounts,
    email        text NOT NULL,
    full_name    text NOT NULL,
    role         text NOT NULL CHECK (role IN ('owner', 'admin', 'member', 'guest')),
    created_at   timestamptz NOT NULL,
    last_seen_at timestamptz,
    deleted_at   timestamptz,
    invited_by_user_id bigint REFERENCES users
);
COMMENT ON COLUMN users.last_seen_at IS 'NULL: has never signed in';
COMMENT ON COLUMN users.invited_by_user_id IS 'NULL: signed up without an invitation';

CREATE TABLE plans (
    id                  int PRIMARY KEY,
    code                text NOT NULL UNIQUE,
    title               text NOT NULL,
    monthly_price_cents int NOT NULL,
    yearly_price_cents  int NOT NULL,
    included_seats      int NOT NULL,
    features            text[] NOT NULL,
    retired_at          timestamptz
);
COMMENT ON COLUMN plans.monthly_price_cents IS 'list price of a seat and month, billed monthly';
COMMENT ON COLUMN plans.yearly_price_cents IS 'list price of a seat and year, billed yearly';
COMMENT ON COLUMN plans.retired_at IS 'no longer sold since; NULL: on sale';

CREATE TABLE subscriptions (
    id               bigint PRIMARY KEY,
    account_id       bigint NOT NULL REFERENCES accounts,
    plan_id          int NOT NULL REFERENCES plans,
    billing_interval billing_interval NOT NULL,
    status           subscription_status NOT NULL,
    seats            int NOT NULL CHECK (seats > 0),
    created_at       timestamptz NOT NULL,
    started_at       timestamptz,
    trial_ends_at    timestamptz,
    cancelled_at     timestamptz,
    cancel_reason    text
);
COMMENT ON COLUMN subscriptions.created_at IS 'signed up, perhaps for a trial';
COMMENT ON COLUMN subscriptions.started_at IS 'began to pay; NULL: never did, or not yet';
COMMENT ON COLUMN subscriptions.trial_ends_at IS 'NULL: without a trial';

CREATE TABLE plan_changes (
    id              bigint PRIMARY KEY,
    subscription_id bigint NOT NULL REFERENCES subscriptions,
    from_plan_id    int NOT NULL REFERENCES plans,
    to_plan_id      int NOT NULL REFERENCES plans,
    changed_at      timestamptz NOT NULL,
    changed_by_user_id bigint REFERENCES users
);
COMMENT ON COLUMN plan_changes.changed_by_user_id IS 'NULL: our own sales people did it';

CREATE TABLE invoices (
    id              bigint PRIMARY KEY,
    subscription_id bigint NOT NULL REFERENCES subscriptions,
    number          text NOT NULL UNIQUE,
    issued_at       timestamptz NOT NULL,
    due_at          timestamptz NOT NULL,
    paid_at         timestamptz,
    voided_at       timestamptz,
    subtotal_cents  int NOT NULL,
    tax_cents       int NOT NULL,
    total_cents     int GENERATED ALWAYS AS (subtotal_cents + tax_cents) STORED
);
COMMENT ON COLUMN invoices.voided_at IS 'a voided invoice counts as never written';
COMMENT ON COLUMN invoices.subtotal_cents IS 'before tax; revenue is the subtotal of invoices that are not voided, by the day of issue';

CREATE TABLE invoice_items (
    id               bigint PRIMARY KEY,
    invoice_id       bigint NOT NULL REFERENCES invoices,
    kind             text NOT NULL CHECK (kind IN ('seats', 'overage', 'credit')),
    quantity         int NOT NULL,
    unit_price_cents int NOT NULL,
    amount_cents     int NOT NULL
);
COMMENT ON COLUMN invoice_items.amount_cents IS 'negative for credits';

CREATE TABLE payments (
    id           bigint PRIMARY KEY,
    invoice_id   bigint NOT NULL REFERENCES invoices,
    attempted_at timestamptz NOT NULL,
    method       text NOT NULL,
    amount_cents int NOT NULL,
    succeeded    boolean NOT NULL,
    failure_code text
);
COMMENT ON TABLE payments IS 'attempts to collect an invoice, also those that failed';

CREATE TABLE refunds (
    id           bigint PRIMARY KEY,
    payment_id   bigint NOT NULL REFERENCES payments,
    refunded_at  timestamptz NOT NULL,
    amount_cents int NOT NULL,
    reason       text
);

CREATE TABLE coupons (
    id              int PRIMARY KEY,
    code            text NOT NULL UNIQUE,
    percent_off     int NOT NULL,
    expires_at      timestamptz,
    max_redemptions int
);
COMMENT ON COLUMN coupons.expires_at IS 'NULL: never';

CREATE TABLE coupon_redemptions (
    coupon_id   int NOT NULL REFERENCES coupons,
    account_id  bigint NOT NULL REFERENCES accounts,
    redeemed_at timestamptz NOT NULL,
    PRIMARY KEY (coupon_id, account_id)
);

CREATE TABLE usage_records (
    subscription_id bigint NOT NULL REFERENCES subscriptions,
    metric          text NOT NULL,
    day             date NOT NULL,
    quantity        bigint NOT NULL,
    PRIMARY KEY (subscription_id, metric, day)
);
COMMENT ON TABLE usage_records IS 'api_calls: calls of that day; storage_mb: held at its end';

CREATE TABLE tickets (
    id                bigint PRIMARY KEY,
    account_id        bigint NOT NULL REFERENCES accounts,
    opened_by_user_id bigint NOT NULL REFERENCES users,
    opened_at         timestamptz NOT NULL,
    first_reply_at    timestamptz,
    closed_at         timestamptz,
    priority          ticket_priority NOT NULL,
    subject           text NOT NULL,
    deleted_at        timestamptz
);
COMMENT ON TABLE tickets IS 'requests to support; deleted ones were spam';

CREATE VIEW recurring_revenue AS
SELECT s.id AS subscription_id, s.account_id, s.plan_id,
       CASE s.billing_interval WHEN 'monthly' THEN s.seats * p.monthly_price_cents ELSE s.seats * p.yearly_price_cents / 12.0 END AS mrr_cents
FROM subscriptions AS s
JOIN plans AS p ON p.id = s.plan_id
WHERE s.status IN ('active', 'past_due');
COMMENT ON VIEW recurring_revenue IS 'monthly recurring revenue (MRR) by the list price of each paying subscription, today';
