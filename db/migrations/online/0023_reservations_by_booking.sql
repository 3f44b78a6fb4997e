create index concurrently if not exists reservations_by_booking on reservation.reservations (greatest(held_at), id);
