CREATE TABLE IF NOT EXISTS countersign_quarantine (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    provider TEXT NOT NULL,
    endpoint TEXT,
    source TEXT NOT NULL,
    kept_at INTEGER NOT NULL,
    promised BOOLEAN NOT NULL,
    size INTEGER NOT NULL,
    arrival TEXT NOT NULL,
    head BLOB NOT NULL,
    body BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS countersign_quarantine_age ON countersign_quarantine (kept_at);
CREATE INDEX IF NOT EXISTS countersign_quarantine_provider ON countersign_quarantine (provider, id);
CREATE INDEX IF NOT EXISTS countersign_quarantine_source ON countersign_quarantine (source, id, size);
