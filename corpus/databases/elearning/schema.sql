-- A school on the web: courses of short lessons, learners who enrol, their progress, quiz attempts, reviews. Money is in euros.

CREATE TYPE "courseLevel" AS ENUM ('beginner', 'intermediate', 'advanced');

CREATE TABLE "instructors" (
    "instructorId" int PRIMARY KEY,
    "fullName"     text NOT NULL,
    "country"      text NOT NULL,
    "joinedOn"     date NOT NULL,
    "leftOn"       date
);

CREATE TABLE "courses" (
    "courseId"     int PRIMARY KEY,
    "title"        text NOT NULL UNIQUE,
    "topic"        text NOT NULL,
    "level"        "courseLevel" NOT NULL,
    "instructorId" int NOT NULL REFERENCES "instructors",
    "priceEur"     numeric(7, 2) NOT NULL,
    "publishedOn"  date,
    "retiredOn"    date,
    "subtitles"    text[] NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN "courses"."priceEur" IS 'list price today; 0: free';
COMMENT ON COLUMN "courses"."publishedOn" IS 'NULL: still a draft';
COMMENT ON COLUMN "courses"."retiredOn" IS 'NULL: not retired; on offer means published and not retired';
COMMENT ON COLUMN "courses"."subtitles" IS 'language codes: en, de, fr, es, pt';

CREATE TABLE "lessons" (
    "lessonId" int PRIMARY KEY,
    "courseId" int NOT NULL REFERENCES "courses",
    "position" int NOT NULL,
    "title"    text NOT NULL,
    "kind"     text NOT NULL CHECK ("kind" IN ('video', 'reading', 'quiz')),
    "minutes"  int NOT NULL,
    UNIQUE ("courseId", "position")
);
COMMENT ON COLUMN "lessons"."minutes" IS 'planned length';

CREATE TABLE "learners" (
    "learnerId"    int PRIMARY KEY,
    "fullName"     text NOT NULL,
    "email"        text,
    "country"      text NOT NULL,
    "born"         date,
    "registeredAt" timestamptz NOT NULL,
    "deletedAt"    timestamptz,
    "referredById" int REFERENCES "learners"
);
COMMENT ON COLUMN "learners"."deletedAt" IS 'account closed; NULL: active';

CREATE TABLE "enrolments" (
    "enrolmentId" int PRIMARY KEY,
    "learnerId"   int NOT NULL REFERENCES "learners",
    "courseId"    int NOT NULL REFERENCES "courses",
    "enrolledAt"  timestamptz NOT NULL,
    "paidEur"     numeric(7, 2) NOT NULL,
    "refundedOn"  date,
    "completedAt" timestamptz,
    UNIQUE ("learnerId", "courseId")
);
COMMENT ON COLUMN "enrolments"."paidEur" IS 'after discount; revenue is paidEur of enrolments that are not refunded, by enrolledAt';
COMMENT ON COLUMN "enrolments"."completedAt" IS 'when the last lesson was finished; NULL: not complete';

CREATE TABLE "lessonProgress" (
    "enrolmentId" int NOT NULL REFERENCES "enrolments",
    "lessonId"    int NOT NULL REFERENCES "lessons",
    "startedAt"   timestamptz NOT NULL,
    "finishedAt"  timestamptz,
    "spentMinutes" int NOT NULL,
    PRIMARY KEY ("enrolmentId", "lessonId")
);

CREATE TABLE "quizAttempts" (
    "attemptId"   int PRIMARY KEY,
    "enrolmentId" int NOT NULL REFERENCES "enrolments",
    "lessonId"    int NOT NULL REFERENCES "lessons",
    "submittedAt" timestamptz NOT NULL,
    "score"       int NOT NULL CHECK ("score" BETWEEN 0 AND 100),
    "answers"     jsonb NOT NULL
);
COMMENT ON COLUMN "quizAttempts"."score" IS 'percent; 70 or more is a pass';
COMMENT ON COLUMN "quizAttempts"."answers" IS '{"q1": "a".."d", "q2": .., "seconds": number, "hint": true}; hint is missing where none was taken, q2 where it was skipped';

CREATE TABLE "reviews" (
    "reviewId"    int PRIMARY KEY,
    "enrolmentId" int NOT NULL UNIQUE REFERENCES "enrolments",
    "stars"       int NOT NULL CHECK ("stars" BETWEEN 1 AND 5),
    "comment"     text,
    "writtenOn"   date NOT NULL
);
