create index concurrently if not exists units_unsold on reservation.inventory_units (flight_id, cabin, unit) where not sold;
