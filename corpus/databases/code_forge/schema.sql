-- A code forge for the teams of one company: repositories, merge requests, reviews, pipelines and their jobs.

CREATE TABLE teams (
    id   int PRIMARY KEY,
    name text NOT NULL UNIQUE
);

CREATE TABLE users (
    id             int PRIMARY KEY,
    username       text NOT NULL UNIQUE,
    full_name      text NOT NULL,
    team_id        int REFERENCES teams,
    is_bot         boolean NOT NULL DEFAULT false,
    born_on        date,
    created_at     timestamptz NOT NULL,
    deactivated_at timestamptz
);
COMMENT ON COLUMN users.team_id IS 'NULL: outside contributor or bot';
COMMENT ON COLUMN users.deactivated_at IS 'NULL: active account';

CREATE TABLE repositories (
    id             int PRIMARY KEY,
    name           text NOT NULL,
    owner_team_id  int NOT NULL REFERENCES teams,
    default_branch text NOT NULL DEFAULT 'main',
    language       text,
    topics         text[] NOT NULL DEFAULT '{}',
    stars          int NOT NULL DEFAULT 0,
    created_at     timestamptz NOT NULL,
    archived_at    timestamptz,
    settings       jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN repositories.language IS 'NULL: documents only';
COMMENT ON COLUMN repositories.archived_at IS 'NULL: not archived';
COMMENT ON COLUMN repositories.settings IS 'keys, each may be missing: min_approvals (number), squash (true or false), license (text)';

CREATE TABLE commits (
    sha           char(10) PRIMARY KEY,
    repository_id int NOT NULL REFERENCES repositories,
    author_id     int NOT NULL REFERENCES users,
    committed_at  timestamptz NOT NULL,
    message       text NOT NULL,
    additions     int NOT NULL,
    deletions     int NOT NULL
);
COMMENT ON COLUMN commits.additions IS 'lines added';

CREATE TABLE merge_requests (
    id            int PRIMARY KEY,
    repository_id int NOT NULL REFERENCES repositories,
    title         text NOT NULL,
    author_id     int NOT NULL REFERENCES users,
    merged_by_id  int REFERENCES users,
    state         text NOT NULL CHECK (state IN ('open', 'merged', 'closed')),
    draft         boolean NOT NULL DEFAULT false,
    labels        text[] NOT NULL DEFAULT '{}',
    opened_at     timestamptz NOT NULL,
    merged_at     timestamptz,
    closed_at     timestamptz
);
COMMENT ON COLUMN merge_requests.closed_at IS 'closed without merging';

CREATE TABLE reviews (
    id               int PRIMARY KEY,
    merge_request_id int NOT NULL REFERENCES merge_requests,
    reviewer_id      int NOT NULL REFERENCES users,
    verdict          text NOT NULL CHECK (verdict IN ('approved', 'changes requested', 'commented')),
    submitted_at     timestamptz NOT NULL,
    comments         int NOT NULL DEFAULT 0
);

CREATE TABLE runners (
    id         int PRIMARY KEY,
    name       text NOT NULL UNIQUE,
    platform   text NOT NULL CHECK (platform IN ('linux', 'macos', 'windows')),
    cpus       int NOT NULL,
    retired_on date
);

CREATE TABLE pipelines (
    id            int PRIMARY KEY,
    repository_id int NOT NULL REFERENCES repositories,
    started_by_id int NOT NULL REFERENCES users,
    trigger       text NOT NULL CHECK (trigger IN ('push', 'merge request', 'schedule')),
    started_at    timestamptz NOT NULL
);

CREATE TABLE jobs (
    id          int PRIMARY KEY,
    pipeline_id int NOT NULL REFERENCES pipelines,
    runner_id   int REFERENCES runners,
    name        text NOT NULL,
    attempt     int NOT NULL DEFAULT 1,
    status      text NOT NULL CHECK (status IN ('passed', 'failed', 'cancelled', 'queued')),
    started_at  timestamptz,
    finished_at timestamptz
);
COMMENT ON TABLE jobs IS 'A job that failed and passed at a later attempt of the same pipeline is flaky.';
COMMENT ON COLUMN jobs.runner_id IS 'NULL: queued or cancelled before it got one';
