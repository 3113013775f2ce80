-- Events that a stream's receiver has refused one by one while it took others: the stream goes on without them.
CREATE TABLE log_dead_letters (
    stream TEXT NOT NULL,
    position BIGINT NOT NULL,
    log_id TEXT NOT NULL,
    type TEXT NOT NULL,
    status BIGINT NOT NULL,
    refused_at BIGINT NOT NULL,
    PRIMARY KEY (stream, position)
);
