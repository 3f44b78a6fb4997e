create index concurrently if not exists flights_destination on reservation.flights (destination, departure_date);
