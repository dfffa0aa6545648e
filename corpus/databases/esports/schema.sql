-- A league operator for the trio game 'Rift Hammer': three players a side, blue against red. Money is in euros.

CREATE TABLE team (
    "teamId"      int PRIMARY KEY,
    "teamName"    text NOT NULL,
    region        text NOT NULL CHECK (region IN ('Americas', 'Asia', 'Europe')),
    "foundedOn"   date NOT NULL,
    "disbandedOn" date,
    socials       jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN team."disbandedOn" IS 'NULL: still exists';
COMMENT ON COLUMN team.socials IS 'followers by network, e.g. {"twitch": 12000, "x": 800}; a network without account is left out';

CREATE TABLE player (
    "playerId"  int PRIMARY KEY,
    nickname    text NOT NULL,
    "realName"  text,
    "teamId"    int NOT NULL REFERENCES team,
    role        text NOT NULL CHECK (role IN ('carry', 'flex', 'support', 'coach')),
    "bornOn"    date,
    country     text NOT NULL,
    "joinedOn"  date NOT NULL,
    "leftOn"    date
);
COMMENT ON COLUMN player."leftOn" IS 'NULL: still with the team';
COMMENT ON COLUMN player.country IS 'two letters, ISO 3166';

CREATE TABLE tournament (
    "tournamentId"   int PRIMARY KEY,
    "tournamentName" text NOT NULL,
    tier             text NOT NULL CHECK (tier IN ('major', 'league', 'cup')),
    "startsOn"       date NOT NULL,
    "endsOn"         date NOT NULL,
    "prizePool"      numeric(10, 2),
    "isOnline"       boolean NOT NULL
);
COMMENT ON COLUMN tournament."prizePool" IS 'NULL: not announced';

CREATE TABLE patch (
    "patchCode"  text PRIMARY KEY,
    "releasedOn" date NOT NULL,
    notes        jsonb NOT NULL
);
COMMENT ON TABLE patch IS 'versions of the game';
COMMENT ON COLUMN patch.notes IS '{"buffed": [heroes made stronger], "nerfed": [heroes made weaker], "sizeMb": download}';

CREATE TABLE hero (
    "heroId"     int PRIMARY KEY,
    "heroName"   text NOT NULL,
    "heroClass"  text NOT NULL CHECK ("heroClass" IN ('assassin', 'mage', 'tank')),
    difficulty   int CHECK (difficulty BETWEEN 1 AND 5)
);

CREATE TABLE match (
    "matchId"      int PRIMARY KEY,
    "tournamentId" int NOT NULL REFERENCES tournament,
    "homeTeamId"   int NOT NULL REFERENCES team,
    "awayTeamId"   int NOT NULL REFERENCES team,
    "bestOf"       int NOT NULL CHECK ("bestOf" IN (1, 3, 5)),
    "scheduledAt"  timestamptz NOT NULL,
    "startedAt"    timestamptz,
    status         text NOT NULL CHECK (status IN ('scheduled', 'played', 'forfeit', 'cancelled'))
);
COMMENT ON COLUMN match."bestOf" IS 'most maps that can be played; who has won more than half of them wins the match';
COMMENT ON COLUMN match."startedAt" IS 'NULL unless played';

CREATE TABLE "mapPlay" (
    "mapPlayId"    int PRIMARY KEY,
    "matchId"      int NOT NULL REFERENCES match,
    "mapNumber"    int NOT NULL,
    "mapName"      text NOT NULL,
    "patchCode"    text NOT NULL REFERENCES patch,
    "blueTeamId"   int NOT NULL REFERENCES team,
    "redTeamId"    int NOT NULL REFERENCES team,
    "winnerTeamId" int NOT NULL REFERENCES team,
    "durationSec"  int NOT NULL,
    stats          jsonb NOT NULL,
    UNIQUE ("matchId", "mapNumber")
);
COMMENT ON TABLE "mapPlay" IS 'one map (game) of a match';
COMMENT ON COLUMN "mapPlay".stats IS '{"firstBlood": "blue" or "red", "towers": destroyed by both, "overtime": true}; overtime is left out where there was none';

CREATE TABLE pick (
    "mapPlayId" int NOT NULL REFERENCES "mapPlay",
    "playerId"  int NOT NULL REFERENCES player,
    "heroId"    int NOT NULL REFERENCES hero,
    kills       int NOT NULL,
    deaths      int NOT NULL,
    assists     int NOT NULL,
    PRIMARY KEY ("mapPlayId", "playerId")
);

CREATE TABLE ban (
    "mapPlayId" int NOT NULL REFERENCES "mapPlay",
    "teamId"    int NOT NULL REFERENCES team,
    "heroId"    int NOT NULL REFERENCES hero,
    PRIMARY KEY ("mapPlayId", "teamId")
);
COMMENT ON TABLE ban IS 'the hero that a team forbade on a map';

CREATE TABLE broadcast (
    "broadcastId"   int PRIMARY KEY,
    "matchId"       int NOT NULL REFERENCES match,
    language        text NOT NULL,
    "peakViewers"   int
);
COMMENT ON COLUMN broadcast."peakViewers" IS 'NULL: went not on air, or not counted';

CREATE TABLE payout (
    "tournamentId" int NOT NULL REFERENCES tournament,
    place          int NOT NULL,
    "teamId"       int NOT NULL REFERENCES team,
    amount         numeric(10, 2) NOT NULL,
    "paidOn"       date,
    PRIMARY KEY ("tournamentId", place)
);
COMMENT ON COLUMN payout."paidOn" IS 'NULL: still owed';
