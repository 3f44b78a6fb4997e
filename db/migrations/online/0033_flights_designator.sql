create index concurrently if not exists flights_designator on reservation.flights (designator, departure_date);
