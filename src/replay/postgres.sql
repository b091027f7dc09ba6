CREATE TABLE IF NOT EXISTS countersign_once (
    key bytea PRIMARY KEY,
    fence bigint NOT NULL,
    done boolean NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS countersign_once_expires_at ON countersign_once (expires_at);
CREATE SEQUENCE IF NOT EXISTS countersign_once_fence;
