CREATE TABLE IF NOT EXISTS countersign_once (
    fence INTEGER PRIMARY KEY AUTOINCREMENT,
    key BLOB NOT NULL UNIQUE,
    done BOOLEAN NOT NULL,
    expires_at REAL NOT NULL
);
CREATE INDEX IF NOT EXISTS countersign_once_expires_at ON countersign_once (expires_at);
