CREATE TABLE countersign_inbox (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key BYTEA NOT NULL UNIQUE,
    provider TEXT NOT NULL,
    order_key BYTEA,
    state SMALLINT NOT NULL DEFAULT 0,
    received_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    ended_at BIGINT,
    attempts BIGINT NOT NULL DEFAULT 0,
    forgiven BIGINT NOT NULL DEFAULT 0,
    started_at BIGINT,
    history TEXT NOT NULL DEFAULT '',
    head BYTEA NOT NULL,
    receipt TEXT NOT NULL,
    body BYTEA NOT NULL
);
CREATE INDEX countersign_inbox_due ON countersign_inbox (provider, due_at, started_at, received_at) WHERE state = 0;
CREATE INDEX countersign_inbox_order ON countersign_inbox (order_key, id)
    WHERE state = 0 AND order_key IS NOT NULL;
CREATE INDEX countersign_inbox_dead ON countersign_inbox (id) WHERE state = 2;
CREATE INDEX countersign_inbox_done ON countersign_inbox (ended_at) WHERE state = 1;
