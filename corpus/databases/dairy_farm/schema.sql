-- A dairy farm: cows, lactations, milk weighed on control days (morning and evening), inseminations, treatments, milk sold to the dairy.

CREATE TABLE t_breed (
    breed_cd int PRIMARY KEY,
    name     text NOT NULL
);

CREATE TABLE t_cow (
    cow_no   int PRIMARY KEY,
    ear_tag  text NOT NULL UNIQUE,
    name     text NOT NULL,
    breed_cd int NOT NULL REFERENCES t_breed,
    born_on  date NOT NULL,
    dam_no   int REFERENCES t_cow,
    barn_cd  int NOT NULL,
    exit_on  date,
    exit_cd  int
);
COMMENT ON COLUMN t_cow.dam_no IS 'mother; NULL: bought';
COMMENT ON COLUMN t_cow.barn_cd IS '1 free stall, 2 straw barn, 3 calf igloos';
COMMENT ON COLUMN t_cow.exit_on IS 'NULL: in the herd';
COMMENT ON COLUMN t_cow.exit_cd IS '1 sold for breeding, 2 slaughtered, 3 died';

CREATE TABLE t_lactation (
    cow_no    int NOT NULL REFERENCES t_cow,
    lact_no   int NOT NULL,
    calved_on date NOT NULL,
    dried_on  date,
    calf_sex  char(1) CHECK (calf_sex IN ('M', 'F')),
    ease_cd   int NOT NULL CHECK (ease_cd BETWEEN 1 AND 4),
    PRIMARY KEY (cow_no, lact_no)
);
COMMENT ON COLUMN t_lactation.lact_no IS '1 after the first calving, and so on';
COMMENT ON COLUMN t_lactation.dried_on IS 'end of milking before the next calf; NULL: in milk, or gone before';
COMMENT ON COLUMN t_lactation.calf_sex IS 'NULL: stillborn';
COMMENT ON COLUMN t_lactation.ease_cd IS 'calving: 1 alone, 2 with some help, 3 hard, 4 caesarean';

CREATE TABLE t_milking (
    cow_no     int NOT NULL REFERENCES t_cow,
    milked_on  date NOT NULL,
    session_cd int NOT NULL CHECK (session_cd IN (1, 2)),
    litres     numeric(4, 1) NOT NULL,
    withheld   boolean NOT NULL,
    PRIMARY KEY (cow_no, milked_on, session_cd)
);
COMMENT ON TABLE t_milking IS 'weighed on control days only, about every second week; a day''s milk is the sum of both sessions';
COMMENT ON COLUMN t_milking.session_cd IS '1 morning, 2 evening';
COMMENT ON COLUMN t_milking.withheld IS 'poured away because of medicine';

CREATE TABLE t_milk_test (
    cow_no    int NOT NULL REFERENCES t_cow,
    tested_on date NOT NULL,
    fat_pct   numeric(4, 2) NOT NULL,
    prot_pct  numeric(4, 2) NOT NULL,
    cells_k   int,
    PRIMARY KEY (cow_no, tested_on)
);
COMMENT ON COLUMN t_milk_test.cells_k IS 'somatic cells, thousands per ml; above 200 the udder is suspect; NULL: sample spoilt';

CREATE TABLE t_bull (
    bull_no  int PRIMARY KEY,
    name     text NOT NULL,
    breed_cd int NOT NULL REFERENCES t_breed,
    price_ct int NOT NULL
);
COMMENT ON COLUMN t_bull.price_ct IS 'of one straw, euro cents';

CREATE TABLE t_insemination (
    ins_no    int PRIMARY KEY,
    cow_no    int NOT NULL REFERENCES t_cow,
    bull_no   int NOT NULL REFERENCES t_bull,
    done_on   date NOT NULL,
    result_cd int NOT NULL CHECK (result_cd IN (0, 1, 2))
);
COMMENT ON COLUMN t_insemination.result_cd IS '0 not yet known, 1 pregnant, 2 empty';

CREATE TABLE t_vet (
    vet_no int PRIMARY KEY,
    name   text NOT NULL,
    town   text NOT NULL
);

CREATE TABLE t_treatment (
    treat_no   int PRIMARY KEY,
    cow_no     int NOT NULL REFERENCES t_cow,
    vet_no     int REFERENCES t_vet,
    treated_on date NOT NULL,
    diagnosis  text NOT NULL,
    wait_days  int NOT NULL,
    cost_ct    int NOT NULL
);
COMMENT ON COLUMN t_treatment.vet_no IS 'NULL: by the farmer';
COMMENT ON COLUMN t_treatment.wait_days IS 'days from treated_on during which the milk may not be sold';
COMMENT ON COLUMN t_treatment.cost_ct IS 'euro cents';

CREATE TABLE t_pickup (
    picked_on date PRIMARY KEY,
    litres    int NOT NULL,
    ct_per_l  numeric(5, 2) NOT NULL,
    rejected  boolean NOT NULL
);
COMMENT ON TABLE t_pickup IS 'milk fetched by the dairy; money is litres * ct_per_l, in cents; rejected ones are not paid';
