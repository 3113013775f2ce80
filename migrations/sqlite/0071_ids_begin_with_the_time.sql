-- Ids of events begin with the time, so no other index is needed of it. Now those of a transfer's trace do, too.
DROP INDEX tenant_logs_by_date;

UPDATE transfer_attempts SET id = '9002' || printf('%015d', attempted_at) || id;
DROP INDEX transfer_attempts_expired;
DROP INDEX transfer_attempts_by_transfer;
CREATE INDEX transfer_attempts_by_transfer ON transfer_attempts (transfer_id, id);
ALTER TABLE transfer_attempts DROP COLUMN attempted_at;
