create unique index concurrently if not exists changes_awaiting on reservation.changes (reservation_id) where status = 'AWAITING_PAYMENT';
