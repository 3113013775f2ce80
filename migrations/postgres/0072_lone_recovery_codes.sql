-- A recovery code stands behind a factor: without one it would open what is enrolled next.
DELETE FROM authenticators WHERE kind = 'recovery-code' AND NOT EXISTS (
    SELECT 1 FROM authenticators guard WHERE guard.user_id = authenticators.user_id AND guard.confirmed_at IS NOT NULL
       AND guard.kind NOT IN ('recovery-code', 'passkey'));
