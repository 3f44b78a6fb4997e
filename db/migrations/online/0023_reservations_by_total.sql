create index concurrently if not exists reservations_by_total on reservation.reservations (total_amount, id);
