create index concurrently if not exists reservations_booked on reservation.reservations (created_at desc, id) where created_at is not null;
