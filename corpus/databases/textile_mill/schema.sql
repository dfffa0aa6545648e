-- A weaving mill near Bursa; the columns keep their Turkish names, comments translate. Money in euros, lengths in metres, times UTC.
-- Days, months and years are those of the calendar, unless mill days (six to six) are asked for: there what is finished before 06:00
-- belongs to the day before, (bitis_ts - interval '6 hours')::date.
CREATE TABLE t_tezgah (
    tezgah_no   int PRIMARY KEY,
    marka       text NOT NULL,
    en_cm       int NOT NULL,
    salon       text NOT NULL,
    alim_tarihi date NOT NULL,
    hurda_tarihi date
);
COMMENT ON TABLE t_tezgah IS 'looms';
COMMENT ON COLUMN t_tezgah.marka IS 'make';
COMMENT ON COLUMN t_tezgah.en_cm IS 'weaving width in centimetres';
COMMENT ON COLUMN t_tezgah.salon IS 'hall: A, B or C';
COMMENT ON COLUMN t_tezgah.alim_tarihi IS 'bought on';
COMMENT ON COLUMN t_tezgah.hurda_tarihi IS 'scrapped on; NULL: in use';
CREATE TABLE t_vardiya (
    vardiya_kodu char(1) PRIMARY KEY,
    vardiya_adi  text NOT NULL,
    baslar       time NOT NULL,
    biter        time NOT NULL
);
COMMENT ON TABLE t_vardiya IS 'shifts: S sabah (morning), A aksam (evening), G gece (night, crosses midnight)';
COMMENT ON COLUMN t_vardiya.baslar IS 'begins; biter: ends, on the next day where it is earlier than the begin';
CREATE TABLE t_isci (
    isci_no      int PRIMARY KEY,
    ad_soyad     text NOT NULL,
    dogum_tarihi date,
    ise_giris    date NOT NULL,
    cikis        date,
    amir_no      int REFERENCES t_isci
);
COMMENT ON TABLE t_isci IS 'weavers';
COMMENT ON COLUMN t_isci.ad_soyad IS 'first name and surname';
COMMENT ON COLUMN t_isci.dogum_tarihi IS 'born on';
COMMENT ON COLUMN t_isci.ise_giris IS 'hired on';
COMMENT ON COLUMN t_isci.cikis IS 'left on; NULL: employed';
COMMENT ON COLUMN t_isci.amir_no IS 'the foreman; NULL: none';
CREATE TABLE t_musteri (
    musteri_no int PRIMARY KEY,
    unvan      text NOT NULL,
    ulke       char(2) NOT NULL,
    aktif      boolean NOT NULL
);
COMMENT ON TABLE t_musteri IS 'customers; unvan: name, ulke: country';
COMMENT ON COLUMN t_musteri.aktif IS 'false: account closed';
CREATE TABLE t_kumas (
    kumas_kodu text PRIMARY KEY,
    kumas_adi  text NOT NULL,
    lif        text NOT NULL CHECK (lif IN ('pamuk', 'keten', 'yun', 'polyester')),
    gramaj     int NOT NULL,
    fiyat      numeric(6, 2)
);
COMMENT ON TABLE t_kumas IS 'cloths; kumas_adi: name';
COMMENT ON COLUMN t_kumas.lif IS 'fibre: pamuk cotton, keten linen, yun wool, polyester';
COMMENT ON COLUMN t_kumas.gramaj IS 'grams per square metre';
COMMENT ON COLUMN t_kumas.fiyat IS 'list price per metre; NULL: on request';
CREATE TABLE t_siparis (
    siparis_no     int PRIMARY KEY,
    musteri_no     int NOT NULL REFERENCES t_musteri,
    kumas_kodu     text NOT NULL REFERENCES t_kumas,
    siparis_tarihi date NOT NULL,
    termin         date NOT NULL,
    metre          int NOT NULL,
    birim_fiyat    numeric(6, 2) NOT NULL,
    durum          text NOT NULL CHECK (durum IN ('acik', 'sevk', 'iptal'))
);
COMMENT ON TABLE t_siparis IS 'orders';
COMMENT ON COLUMN t_siparis.siparis_tarihi IS 'ordered on; termin: due on';
COMMENT ON COLUMN t_siparis.metre IS 'metres ordered';
COMMENT ON COLUMN t_siparis.birim_fiyat IS 'agreed price per metre; the value of an order is metre * birim_fiyat';
COMMENT ON COLUMN t_siparis.durum IS 'acik: open, sevk: shipped, iptal: cancelled';
CREATE TABLE t_top (
    top_no       int PRIMARY KEY,
    siparis_no   int NOT NULL REFERENCES t_siparis,
    tezgah_no    int NOT NULL REFERENCES t_tezgah,
    isci_no      int NOT NULL REFERENCES t_isci,
    vardiya_kodu char(1) NOT NULL REFERENCES t_vardiya,
    bitis_ts     timestamp NOT NULL,
    metre        numeric(6, 1) NOT NULL,
    kalite       int
);
COMMENT ON TABLE t_top IS 'rolls of cloth woven';
COMMENT ON COLUMN t_top.bitis_ts IS 'finished at';
COMMENT ON COLUMN t_top.metre IS 'metres woven';
COMMENT ON COLUMN t_top.kalite IS 'grade: 1 first, 2 second, 3 waste; NULL: not inspected';
CREATE TABLE t_hata_turu (
    hata_kodu text PRIMARY KEY,
    hata_adi  text NOT NULL
);
COMMENT ON TABLE t_hata_turu IS 'kinds of fault; hata_adi: name';
CREATE TABLE t_hata (
    hata_no   int PRIMARY KEY,
    top_no    int NOT NULL REFERENCES t_top,
    hata_kodu text NOT NULL REFERENCES t_hata_turu,
    konum_m   numeric(6, 1),
    puan      int NOT NULL CHECK (puan BETWEEN 1 AND 4)
);
COMMENT ON TABLE t_hata IS 'faults found in rolls';
COMMENT ON COLUMN t_hata.konum_m IS 'metres from the beginning of the roll; NULL: all along';
COMMENT ON COLUMN t_hata.puan IS 'penalty points';
CREATE TABLE t_durus (
    durus_no  int PRIMARY KEY,
    tezgah_no int NOT NULL REFERENCES t_tezgah,
    basladi   timestamp NOT NULL,
    bitti     timestamp,
    sebep     text NOT NULL CHECK (sebep IN ('atki', 'cozgu', 'bakim'))
);
COMMENT ON TABLE t_durus IS 'stops of looms; basladi: began';
COMMENT ON COLUMN t_durus.bitti IS 'ended; NULL: still standing';
COMMENT ON COLUMN t_durus.sebep IS 'cause: atki weft break, cozgu warp break, bakim maintenance';
