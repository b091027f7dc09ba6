CREATE TABLE IF NOT EXISTS countersign_quarantine (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    provider TEXT NOT NULL,
    endpoint TEXT,
    source TEXT NOT NULL,
    kept_at BIGINT NOT NULL,
    promised BOOLEAN NOT NULL,
    size BIGINT NOT NULL,
    arrival TEXT NOT NULL,
    head BYTEA NOT NULL,
    body BYTEA NOT NULL
);
CREATE INDEX IF NOT EXISTS countersign_quarantine_age ON countersign_quarantine (kept_at);
CREATE INDEX IF NOT EXISTS countersign_quarantine_provider ON countersign_quarantine (provider, id);
CREATE INDEX IF NOT EXISTS countersign_quarantine_source ON countersign_quarantine (source, id, size);
