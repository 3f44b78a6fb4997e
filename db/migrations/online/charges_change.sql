create index concurrently if not exists charges_change on reservation.charges (change_id)
