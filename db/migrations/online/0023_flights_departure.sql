create index concurrently if not exists flights_departure on reservation.flights (departs_at, id);
