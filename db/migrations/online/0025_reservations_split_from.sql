create index concurrently if not exists reservations_split_from on reservation.reservations (split_from) where split_from is not null;
