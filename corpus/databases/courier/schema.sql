-- A parcel courier with five depots. Amounts in euros, weights in grams. What happens to a parcel is a row of
-- t_status_history; the state of a parcel is its newest row. A return is a parcel of its own that names the original.

CREATE TABLE t_depot (
    depot_id       int PRIMARY KEY,
    depot_name     text NOT NULL,
    city           text NOT NULL,
    daily_capacity int NOT NULL,
    manager_name   text
);
COMMENT ON COLUMN t_depot.daily_capacity IS 'parcels that can be sorted in a day';
COMMENT ON COLUMN t_depot.manager_name IS 'NULL: vacant';

CREATE TABLE t_customer (
    customer_id   int PRIMARY KEY,
    company_name  text NOT NULL,
    segment       text NOT NULL CHECK (segment IN ('fashion', 'pharma', 'electronics', 'books', 'private')),
    city          text,
    customer_since date NOT NULL,
    discount_pct  numeric(4, 1) NOT NULL DEFAULT 0,
    deleted_on    date
);
COMMENT ON TABLE t_customer IS 'senders under contract';
COMMENT ON COLUMN t_customer.deleted_on IS 'contract ended; NULL: running';

CREATE TABLE t_service (
    service_code  char(3) PRIMARY KEY,
    service_name  text NOT NULL,
    promised_days int NOT NULL,
    base_price    numeric(6, 2) NOT NULL
);
COMMENT ON COLUMN t_service.promised_days IS 'calendar days from hand-in to delivery';

CREATE TABLE t_courier (
    courier_id   int PRIMARY KEY,
    courier_name text NOT NULL,
    depot_id     int NOT NULL REFERENCES t_depot,
    vehicle_kind text NOT NULL CHECK (vehicle_kind IN ('van', 'cargo bike', 'e-van')),
    hired_on     date NOT NULL,
    left_on      date
);
COMMENT ON COLUMN t_courier.left_on IS 'NULL: still with us';

CREATE TABLE t_parcel (
    parcel_no          bigint PRIMARY KEY,
    customer_id        int NOT NULL REFERENCES t_customer,
    service_code       char(3) NOT NULL REFERENCES t_service,
    origin_depot_id    int NOT NULL REFERENCES t_depot,
    dest_depot_id      int NOT NULL REFERENCES t_depot,
    recipient_name     text NOT NULL,
    recipient_postcode text,
    handed_in_at       timestamp NOT NULL,
    weight_g           int NOT NULL,
    price              numeric(7, 2) NOT NULL,
    declared_value     numeric(9, 2),
    cod_amount         numeric(8, 2),
    original_parcel_no bigint REFERENCES t_parcel
);
COMMENT ON COLUMN t_parcel.price IS 'what the sender pays, after discount; revenue is the sum of prices by the day of hand-in';
COMMENT ON COLUMN t_parcel.declared_value IS 'value of the contents; NULL: not insured';
COMMENT ON COLUMN t_parcel.cod_amount IS 'cash to be collected on delivery; NULL: none';
COMMENT ON COLUMN t_parcel.original_parcel_no IS 'the parcel that comes back; NULL: not a return';

CREATE TABLE t_status_history (
    history_id bigint PRIMARY KEY,
    parcel_no  bigint NOT NULL REFERENCES t_parcel,
    status     text NOT NULL CHECK (status IN ('ACCEPTED', 'IN_TRANSIT', 'AT_DEPOT', 'OUT_FOR_DELIVERY', 'ATTEMPT_FAILED', 'DELIVERED', 'DAMAGED', 'LOST')),
    changed_at timestamp NOT NULL,
    depot_id   int REFERENCES t_depot,
    remark     text
);
COMMENT ON COLUMN t_status_history.depot_id IS 'where the scan was made; NULL: on the road';

CREATE TABLE t_round (
    round_id    int PRIMARY KEY,
    courier_id  int NOT NULL REFERENCES t_courier,
    round_date  date NOT NULL,
    started_at  timestamp NOT NULL,
    finished_at timestamp,
    km          numeric(5, 1)
);
COMMENT ON COLUMN t_round.finished_at IS 'NULL: still out';

CREATE TABLE t_round_stop (
    round_id   int NOT NULL REFERENCES t_round,
    stop_no    int NOT NULL,
    parcel_no  bigint NOT NULL REFERENCES t_parcel,
    arrived_at timestamp,
    outcome    text CHECK (outcome IN ('delivered', 'nobody home', 'refused', 'wrong address')),
    left_with  text CHECK (left_with IN ('recipient', 'neighbour', 'safe place')),
    PRIMARY KEY (round_id, stop_no)
);
COMMENT ON COLUMN t_round_stop.arrived_at IS 'NULL: not reached yet';
COMMENT ON COLUMN t_round_stop.left_with IS 'only where delivered';

CREATE TABLE t_claim (
    claim_id       int PRIMARY KEY,
    parcel_no      bigint NOT NULL REFERENCES t_parcel,
    filed_on       date NOT NULL,
    claim_kind     text NOT NULL CHECK (claim_kind IN ('lost', 'damaged', 'late')),
    claimed_amount numeric(9, 2) NOT NULL,
    paid_amount    numeric(9, 2),
    decided_on     date
);
COMMENT ON COLUMN t_claim.paid_amount IS '0: rejected; NULL: not decided';

CREATE VIEW v_delivery AS
SELECT p.parcel_no, p.customer_id, p.service_code, p.dest_depot_id, p.handed_in_at, min(h.changed_at) AS delivered_at, min(h.changed_at)::date - p.handed_in_at::date AS transit_days
FROM t_parcel AS p
JOIN t_status_history AS h ON h.parcel_no = p.parcel_no AND h.status = 'DELIVERED'
GROUP BY p.parcel_no, p.customer_id, p.service_code, p.dest_depot_id, p.handed_in_at;
COMMENT ON VIEW v_delivery IS 'delivered parcels; on time: transit_days not more than promised_days of the service';
