CREATE TABLE countersign_inbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key BLOB NOT NULL,
    provider TEXT NOT NULL,
    order_key BLOB,
    state INTEGER NOT NULL DEFAULT 0,
    received_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    ended_at INTEGER,
    attempts INTEGER NOT NULL DEFAULT 0,
    forgiven INTEGER NOT NULL DEFAULT 0,
    started_at INTEGER,
    history TEXT NOT NULL DEFAULT '',
    head BLOB NOT NULL,
    receipt TEXT NOT NULL,
    body BLOB
);
-- The last item of each key. A key whose item was deleted is as good as none, and is deleted later, beside its neighbours:
-- at once each would be one more page to write.
CREATE TABLE countersign_inbox_key (key BLOB PRIMARY KEY, id INTEGER NOT NULL) WITHOUT ROWID;
CREATE TRIGGER countersign_inbox_repeated BEFORE INSERT ON countersign_inbox
WHEN EXISTS (
    SELECT 1 FROM countersign_inbox_key AS known CROSS JOIN countersign_inbox AS item ON item.id = known.id
    WHERE known.key = new.key
) BEGIN
    SELECT RAISE(IGNORE);
END;
CREATE TRIGGER countersign_inbox_stored AFTER INSERT ON countersign_inbox BEGIN
    INSERT INTO countersign_inbox_key (key, id) VALUES (new.key, new.id) ON CONFLICT (key) DO UPDATE SET id = new.id;
END;
CREATE TABLE countersign_inbox_body (id INTEGER PRIMARY KEY, body BLOB NOT NULL);
CREATE TRIGGER countersign_inbox_deleted AFTER DELETE ON countersign_inbox BEGIN
    DELETE FROM countersign_inbox_body WHERE id = old.id;
END;
CREATE INDEX countersign_inbox_due ON countersign_inbox (provider, due_at, started_at, received_at) WHERE state = 0;
CREATE INDEX countersign_inbox_order ON countersign_inbox (order_key, id)
    WHERE state = 0 AND order_key IS NOT NULL;
CREATE INDEX countersign_inbox_dead ON countersign_inbox (id) WHERE state = 2;
CREATE INDEX countersign_inbox_done ON countersign_inbox (ended_at) WHERE state = 1;
