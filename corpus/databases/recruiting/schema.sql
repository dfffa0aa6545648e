-- The recruiting office of a maker of medical software: jobs to fill, the people who apply, what happens to them.

CREATE TYPE employment_kind AS ENUM ('full-time', 'part-time', 'internship', 'freelance');
CREATE TYPE hiring_stage AS ENUM ('applied', 'screening', 'interview', 'assessment', 'offer', 'hired');
CREATE TYPE verdict AS ENUM ('strong no', 'no', 'yes', 'strong yes');

CREATE TABLE departments (
    id          int PRIMARY KEY,
    name        text NOT NULL UNIQUE,
    cost_centre text NOT NULL
);

CREATE TABLE employees (
    id            int PRIMARY KEY,
    full_name     text NOT NULL,
    department_id int NOT NULL REFERENCES departments,
    job_title     text NOT NULL,
    hired_on      date NOT NULL,
    left_on       date
);
COMMENT ON COLUMN employees.left_on IS 'NULL: still with us';

CREATE TABLE vacancies (
    id                int PRIMARY KEY,
    title             text NOT NULL,
    department_id     int NOT NULL REFERENCES departments,
    hiring_manager_id int NOT NULL REFERENCES employees,
    recruiter_id      int REFERENCES employees,
    city              text NOT NULL,
    remote_ok         boolean NOT NULL,
    employment        employment_kind NOT NULL,
    headcount         int NOT NULL DEFAULT 1,
    skills            text[] NOT NULL DEFAULT '{}',
    salary_min        numeric(8, 2),
    salary_max        numeric(8, 2),
    opened_on         date NOT NULL,
    closed_on         date CHECK (closed_on >= opened_on),
    close_reason      text CHECK (close_reason IN ('filled', 'budget cut', 'on hold'))
);
COMMENT ON COLUMN vacancies.recruiter_id IS 'NULL: the hiring manager does it alone';
COMMENT ON COLUMN vacancies.headcount IS 'people wanted';
COMMENT ON COLUMN vacancies.salary_min IS 'euros a year, as advertised; NULL: not advertised';
COMMENT ON COLUMN vacancies.closed_on IS 'NULL: still open';

CREATE TABLE sources (
    id               int PRIMARY KEY,
    name             text NOT NULL UNIQUE,
    kind             text NOT NULL CHECK (kind IN ('job board', 'agency', 'referral', 'own site', 'event')),
    monthly_cost_eur numeric(8, 2)
);
COMMENT ON TABLE sources IS 'where applications come from';
COMMENT ON COLUMN sources.monthly_cost_eur IS 'NULL: paid by success or free';

CREATE TABLE candidates (
    id               int PRIMARY KEY,
    full_name        text NOT NULL,
    email            text NOT NULL,
    city             text,
    born_on          date,
    years_experience int,
    languages        text[] NOT NULL DEFAULT '{}',
    profile          jsonb NOT NULL DEFAULT '{}',
    created_at       timestamptz NOT NULL,
    erased_at        timestamptz
);
COMMENT ON COLUMN candidates.languages IS 'two letters each: en, de, fr, nl, es';
COMMENT ON COLUMN candidates.profile IS '{"degree": "bachelor" | "master" | "doctorate", "notice_weeks": number, "portfolio": url}, each may be missing';
COMMENT ON COLUMN candidates.erased_at IS 'personal data erased on request; NULL: kept. Erased candidates still count in statistics of applications';

CREATE TABLE applications (
    id              int PRIMARY KEY,
    candidate_id    int NOT NULL REFERENCES candidates,
    vacancy_id      int NOT NULL REFERENCES vacancies,
    source_id       int REFERENCES sources,
    referred_by_id  int REFERENCES employees,
    applied_at      timestamptz NOT NULL,
    current_stage   hiring_stage NOT NULL,
    rejected_at     timestamptz,
    withdrawn_at    timestamptz,
    expected_salary numeric(8, 2)
);
COMMENT ON COLUMN applications.current_stage IS 'the furthest stage that was reached, also of rejected ones';
COMMENT ON COLUMN applications.rejected_at IS 'we said no';
COMMENT ON COLUMN applications.withdrawn_at IS 'the candidate pulled out; declining our offer counts as that';
COMMENT ON COLUMN applications.expected_salary IS 'euros a year; NULL: not stated';

CREATE TABLE stage_moves (
    application_id int NOT NULL REFERENCES applications,
    stage          hiring_stage NOT NULL,
    entered_at     timestamptz NOT NULL,
    PRIMARY KEY (application_id, stage)
);

CREATE TABLE interviews (
    id             int PRIMARY KEY,
    application_id int NOT NULL REFERENCES applications,
    kind           text NOT NULL CHECK (kind IN ('phone', 'technical', 'panel')),
    scheduled_at   timestamptz NOT NULL,
    minutes        int NOT NULL,
    cancelled_at   timestamptz
);
COMMENT ON COLUMN interviews.scheduled_at IS 'may lie in the future; an interview was held if this is past and it was not cancelled';

CREATE TABLE interview_scores (
    interview_id   int NOT NULL REFERENCES interviews,
    interviewer_id int NOT NULL REFERENCES employees,
    score          int NOT NULL CHECK (score BETWEEN 1 AND 10),
    verdict        verdict,
    PRIMARY KEY (interview_id, interviewer_id)
);
COMMENT ON COLUMN interview_scores.verdict IS 'NULL: abstained';

CREATE TABLE offers (
    id             int PRIMARY KEY,
    application_id int NOT NULL REFERENCES applications,
    made_on        date NOT NULL,
    salary         numeric(8, 2) NOT NULL,
    answer         text CHECK (answer IN ('accepted', 'declined')),
    answered_on    date,
    starts_on      date
);
COMMENT ON TABLE offers IS 'a person is hired when an offer is accepted';
COMMENT ON COLUMN offers.answer IS 'NULL: still waiting';
