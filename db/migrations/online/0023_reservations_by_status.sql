create index concurrently if not exists reservations_by_status on reservation.reservations (status, id);
