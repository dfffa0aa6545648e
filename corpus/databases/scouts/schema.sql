-- A scout group: troops, members, parents, badges and their requirements, camps, meetings, dues. Money is in pounds.

CREATE TABLE "Troop" (
    "troopId" int PRIMARY KEY,
    "title"   text NOT NULL UNIQUE,
    "section" text NOT NULL CHECK ("section" IN ('Beavers', 'Cubs', 'Scouts', 'Explorers')),
    "weekday" int NOT NULL CHECK ("weekday" BETWEEN 1 AND 7),
    "seats"   int
);
COMMENT ON COLUMN "Troop"."weekday" IS 'evening of the meeting, 1 is Monday';
COMMENT ON COLUMN "Troop"."seats" IS 'most members it takes; NULL: no limit';

CREATE TABLE "Member" (
    "memberId"  int PRIMARY KEY,
    "firstName" text NOT NULL,
    "lastName"  text NOT NULL,
    "bornOn"    date NOT NULL,
    "joinedOn"  date NOT NULL,
    "leftOn"    date,
    "troopId"   int REFERENCES "Troop",
    "leader"    boolean NOT NULL,
    "diet"      text[] NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN "Member"."leftOn" IS 'NULL: active';
COMMENT ON COLUMN "Member"."troopId" IS 'NULL: on the waiting list or, for leaders, serving the whole group';
COMMENT ON COLUMN "Member"."leader" IS 'true: adult volunteer; false: child';

CREATE TABLE "Parent" (
    "parentId" int PRIMARY KEY,
    "fullName" text NOT NULL,
    "email"    text,
    "driver"   boolean NOT NULL
);
COMMENT ON COLUMN "Parent"."driver" IS 'offers lifts';

CREATE TABLE "Guardianship" (
    "parentId" int NOT NULL REFERENCES "Parent",
    "memberId" int NOT NULL REFERENCES "Member",
    PRIMARY KEY ("parentId", "memberId")
);
COMMENT ON TABLE "Guardianship" IS 'who is a parent of whom; members who share a parent are siblings';

CREATE TABLE "Badge" (
    "badgeId" int PRIMARY KEY,
    "title"   text NOT NULL UNIQUE,
    "kind"    text NOT NULL CHECK ("kind" IN ('activity', 'challenge', 'staged')),
    "retired" boolean NOT NULL
);

CREATE TABLE "Requirement" (
    "badgeId"  int NOT NULL REFERENCES "Badge",
    "position" int NOT NULL,
    "task"     text NOT NULL,
    PRIMARY KEY ("badgeId", "position")
);

CREATE TABLE "Progress" (
    "memberId" int NOT NULL REFERENCES "Member",
    "badgeId"  int NOT NULL,
    "position" int NOT NULL,
    "passedOn" date NOT NULL,
    "signedBy" int REFERENCES "Member",
    PRIMARY KEY ("memberId", "badgeId", "position"),
    FOREIGN KEY ("badgeId", "position") REFERENCES "Requirement"
);
COMMENT ON TABLE "Progress" IS 'requirements that a member has passed; a badge is earned when all of its requirements are';
COMMENT ON COLUMN "Progress"."signedBy" IS 'the leader who signed; NULL: on paper';

CREATE TABLE "Camp" (
    "campId"    int PRIMARY KEY,
    "title"     text NOT NULL,
    "place"     text NOT NULL,
    "startsOn"  date NOT NULL,
    "endsOn"    date NOT NULL,
    "fee"       numeric(6, 2) NOT NULL,
    "cancelled" boolean NOT NULL,
    "extras"    jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN "Camp"."fee" IS 'pounds for each child';
COMMENT ON COLUMN "Camp"."extras" IS '{"canoes": number, "tents": number, "theme": text}, each only where it applies';

CREATE TABLE "CampPlace" (
    "campId"     int NOT NULL REFERENCES "Camp",
    "memberId"   int NOT NULL REFERENCES "Member",
    "bookedOn"   date NOT NULL,
    "withdrawnOn" date,
    "paid"       numeric(6, 2) NOT NULL DEFAULT 0,
    PRIMARY KEY ("campId", "memberId")
);
COMMENT ON COLUMN "CampPlace"."withdrawnOn" IS 'NULL: takes part';

CREATE TABLE "Meeting" (
    "meetingId" int PRIMARY KEY,
    "troopId"   int NOT NULL REFERENCES "Troop",
    "heldOn"    date NOT NULL,
    "programme" text,
    UNIQUE ("troopId", "heldOn")
);
CREATE TABLE "Attendance" (
    "meetingId" int NOT NULL REFERENCES "Meeting",
    "memberId"  int NOT NULL REFERENCES "Member",
    "present"   boolean NOT NULL,
    PRIMARY KEY ("meetingId", "memberId")
);
COMMENT ON COLUMN "Attendance"."present" IS 'false: excused; no row: absent without a word';

CREATE TABLE "Due" (
    "dueId"    int PRIMARY KEY,
    "memberId" int NOT NULL REFERENCES "Member",
    "term"     date NOT NULL,
    "amount"   numeric(6, 2) NOT NULL,
    "settledOn" date,
    "waived"   boolean NOT NULL
);
COMMENT ON TABLE "Due" IS 'membership dues; term: first day of the term';
COMMENT ON COLUMN "Due"."settledOn" IS 'NULL: unpaid';
COMMENT ON COLUMN "Due"."waived" IS 'nothing need be paid';
