create index concurrently if not exists changes_quoted on reservation.changes (expires_at) where status = 'QUOTED'
