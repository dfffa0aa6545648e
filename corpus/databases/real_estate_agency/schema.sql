-- Estate agents with three offices: homes to sell and to let, price changes, viewings, offers, closed deals.
-- Tables carry the prefix tbl_, in the singular. Money in euros; a rent is per month.

CREATE TABLE tbl_office (
    office_id int PRIMARY KEY,
    office_name varchar(40) NOT NULL,
    opened date NOT NULL
);

CREATE TABLE tbl_agent (
    agent_id   int PRIMARY KEY,
    agent_name varchar(60) NOT NULL,
    office_id  int NOT NULL REFERENCES tbl_office,
    mentor_id  int REFERENCES tbl_agent,
    joined     date NOT NULL,
    resigned   date,
    commission_share numeric(4, 1) NOT NULL
);
COMMENT ON COLUMN tbl_agent.mentor_id IS 'the colleague who trained them; NULL: nobody';
COMMENT ON COLUMN tbl_agent.commission_share IS 'percent of our fee that goes to the agent';
COMMENT ON COLUMN tbl_agent.resigned IS 'NULL: works here';

CREATE TABLE tbl_district (
    district_id   int PRIMARY KEY,
    district_name varchar(40) NOT NULL,
    city          varchar(40) NOT NULL
);

CREATE TABLE tbl_client (
    client_id   int PRIMARY KEY,
    client_name varchar(60) NOT NULL,
    phone       varchar(20),
    email       varchar(60),
    first_contact date NOT NULL,
    source      varchar(20)
);
COMMENT ON TABLE tbl_client IS 'owners, buyers and tenants alike';
COMMENT ON COLUMN tbl_client.source IS 'how they found us: portal, window, referral, newspaper; NULL: unknown';

CREATE TABLE tbl_property (
    property_id int PRIMARY KEY,
    owner_id    int NOT NULL REFERENCES tbl_client,
    district_id int NOT NULL REFERENCES tbl_district,
    kind        varchar(12) NOT NULL CHECK (kind IN ('flat', 'house', 'studio', 'shop')),
    street      varchar(60) NOT NULL,
    rooms       numeric(3, 1),
    living_sqm  numeric(6, 1) NOT NULL,
    plot_sqm    numeric(8, 1),
    built_year  int,
    energy_class char(1),
    has_lift    boolean,
    has_balcony boolean NOT NULL DEFAULT false
);
COMMENT ON COLUMN tbl_property.plot_sqm IS 'NULL for flats and studios';
COMMENT ON COLUMN tbl_property.has_lift IS 'NULL: does not apply';
COMMENT ON COLUMN tbl_property.energy_class IS 'A best to G worst; NULL: no certificate';

CREATE TABLE tbl_listing (
    listing_id   int PRIMARY KEY,
    property_id  int NOT NULL REFERENCES tbl_property,
    agent_id     int NOT NULL REFERENCES tbl_agent,
    deal_type    varchar(4) NOT NULL CHECK (deal_type IN ('sale', 'rent')),
    listed_on    date NOT NULL,
    asking_price int NOT NULL,
    delisted_on  date,
    outcome      varchar(10) CHECK (outcome IN ('closed', 'withdrawn', 'expired')),
    exclusive    boolean NOT NULL
);
COMMENT ON COLUMN tbl_listing.asking_price IS 'today, or at the end; for rent per month. What it was before stands in tbl_price_change';
COMMENT ON COLUMN tbl_listing.delisted_on IS 'NULL: on the market; the outcome is then NULL too';

CREATE TABLE tbl_price_change (
    listing_id int NOT NULL REFERENCES tbl_listing,
    changed_on date NOT NULL,
    old_price  int NOT NULL,
    new_price  int NOT NULL,
    PRIMARY KEY (listing_id, changed_on)
);

CREATE TABLE tbl_viewing (
    viewing_id int PRIMARY KEY,
    listing_id int NOT NULL REFERENCES tbl_listing,
    client_id  int NOT NULL REFERENCES tbl_client,
    agent_id   int NOT NULL REFERENCES tbl_agent,
    starts_at  timestamp NOT NULL,
    no_show    boolean NOT NULL DEFAULT false,
    liking     int CHECK (liking BETWEEN 1 AND 5)
);
COMMENT ON COLUMN tbl_viewing.agent_id IS 'who showed it, not always the agent of the listing';
COMMENT ON COLUMN tbl_viewing.liking IS 'what the client said afterwards, 5 is best; NULL: said nothing';

CREATE TABLE tbl_offer (
    offer_id   int PRIMARY KEY,
    listing_id int NOT NULL REFERENCES tbl_listing,
    client_id  int NOT NULL REFERENCES tbl_client,
    made_on    date NOT NULL,
    amount     int NOT NULL,
    status     varchar(10) NOT NULL CHECK (status IN ('pending', 'accepted', 'refused', 'withdrawn')),
    financed   boolean
);
COMMENT ON COLUMN tbl_offer.financed IS 'the bank has agreed; NULL: not asked';

CREATE TABLE tbl_deal (
    deal_id      int PRIMARY KEY,
    listing_id   int NOT NULL UNIQUE REFERENCES tbl_listing,
    client_id    int NOT NULL REFERENCES tbl_client,
    signed_on    date NOT NULL,
    agreed_price int NOT NULL,
    our_fee      numeric(10, 2) NOT NULL,
    handover_on  date
);
COMMENT ON COLUMN tbl_deal.client_id IS 'buyer or tenant';
COMMENT ON COLUMN tbl_deal.agreed_price IS 'for rent per month';
COMMENT ON COLUMN tbl_deal.handover_on IS 'keys; NULL: no day agreed yet';
