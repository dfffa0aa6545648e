-- A choral society in Wales with three ensembles: singers, rehearsals and who came, repertoire, concerts, tickets, fees. Money in pounds.

CREATE TYPE voice_part AS ENUM ('soprano', 'alto', 'tenor', 'bass');
CREATE TYPE attendance_status AS ENUM ('present', 'excused', 'absent');

CREATE TABLE singer (
    singer_number       int PRIMARY KEY,
    full_name           text NOT NULL,
    voice               voice_part NOT NULL,
    date_of_birth       date,
    home_town           text,
    email_address       text,
    joined_on           date NOT NULL,
    left_on             date,
    reads_music         boolean NOT NULL,
    introduced_by       int REFERENCES singer
);
COMMENT ON COLUMN singer.left_on IS 'NULL: sings with us today';
COMMENT ON COLUMN singer.introduced_by IS 'the singer who brought this one along; NULL: nobody';

CREATE TABLE ensemble (
    ensemble_number int PRIMARY KEY,
    ensemble_name   text NOT NULL UNIQUE,
    conductor_name  text NOT NULL,
    founded_in_year int NOT NULL
);

CREATE TABLE ensemble_membership (
    ensemble_number int NOT NULL REFERENCES ensemble,
    singer_number   int NOT NULL REFERENCES singer,
    member_since    date NOT NULL,
    member_until    date,
    PRIMARY KEY (ensemble_number, singer_number)
);
COMMENT ON COLUMN ensemble_membership.member_until IS 'NULL: to this day';

CREATE TABLE rehearsal (
    rehearsal_number int PRIMARY KEY,
    ensemble_number  int NOT NULL REFERENCES ensemble,
    starts_at        timestamptz NOT NULL,
    ends_at          timestamptz NOT NULL,
    hall_name        text NOT NULL,
    cancelled        boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE rehearsal IS 'past and planned ones; a cancelled rehearsal did not take place';

CREATE TABLE rehearsal_attendance (
    rehearsal_number int NOT NULL REFERENCES rehearsal,
    singer_number    int NOT NULL REFERENCES singer,
    status           attendance_status NOT NULL,
    minutes_late     int,
    PRIMARY KEY (rehearsal_number, singer_number)
);
COMMENT ON COLUMN rehearsal_attendance.minutes_late IS 'of those present; NULL: was on time';

CREATE TABLE musical_work (
    work_number      int PRIMARY KEY,
    title            text NOT NULL,
    composer_name    text,
    composed_in_year int,
    sung_language    text NOT NULL,
    duration_minutes numeric(5, 1) NOT NULL,
    accompaniment    text[] NOT NULL DEFAULT '{}',
    edition_details  jsonb NOT NULL DEFAULT '{}',
    copies_owned     int NOT NULL
);
COMMENT ON COLUMN musical_work.composer_name IS 'NULL: traditional';
COMMENT ON COLUMN musical_work.accompaniment IS 'instruments; empty: sung unaccompanied';
COMMENT ON COLUMN musical_work.edition_details IS '{"publisher": text, "parts": number, "hired": true}, each may be missing';

CREATE TABLE concert (
    concert_number  int PRIMARY KEY,
    concert_title   text NOT NULL,
    begins_at       timestamptz NOT NULL,
    venue_name      text NOT NULL,
    town            text NOT NULL,
    seats_available int,
    full_price      numeric(6, 2) NOT NULL,
    reduced_price   numeric(6, 2)
);
COMMENT ON COLUMN concert.seats_available IS 'NULL: open air, not limited';
COMMENT ON COLUMN concert.reduced_price IS 'NULL: no reduction; 0 full price means free admission';

CREATE TABLE concert_programme (
    concert_number  int NOT NULL REFERENCES concert,
    position_number int NOT NULL,
    work_number     int NOT NULL REFERENCES musical_work,
    ensemble_number int NOT NULL REFERENCES ensemble,
    soloist_number  int REFERENCES singer,
    is_encore       boolean NOT NULL DEFAULT false,
    PRIMARY KEY (concert_number, position_number)
);
COMMENT ON COLUMN concert_programme.soloist_number IS 'singer with the solo; NULL: none';

CREATE TABLE ticket_sale (
    sale_number       int PRIMARY KEY,
    concert_number    int NOT NULL REFERENCES concert,
    sold_at           timestamptz NOT NULL,
    number_of_tickets int NOT NULL,
    amount_paid       numeric(8, 2) NOT NULL,
    sold_by_singer    int REFERENCES singer,
    buyer_name        text,
    refunded          boolean NOT NULL DEFAULT false
);
COMMENT ON COLUMN ticket_sale.sold_by_singer IS 'NULL: box office or website';
COMMENT ON COLUMN ticket_sale.refunded IS 'tickets given back count as not sold';

CREATE TABLE membership_fee (
    singer_number int NOT NULL REFERENCES singer,
    fee_year      int NOT NULL,
    amount_due    numeric(6, 2) NOT NULL,
    amount_paid   numeric(6, 2) NOT NULL DEFAULT 0,
    paid_on       date,
    PRIMARY KEY (singer_number, fee_year)
);
COMMENT ON COLUMN membership_fee.paid_on IS 'day of the last payment; NULL: nothing paid';

CREATE TABLE music_loan (
    loan_number   int PRIMARY KEY,
    work_number   int NOT NULL REFERENCES musical_work,
    singer_number int NOT NULL REFERENCES singer,
    lent_on       date NOT NULL,
    returned_on   date
);
COMMENT ON TABLE music_loan IS 'printed scores taken home';
COMMENT ON COLUMN music_loan.returned_on IS 'NULL: not back yet';
