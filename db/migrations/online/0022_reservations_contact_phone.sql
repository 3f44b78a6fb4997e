create index concurrently if not exists reservations_contact_phone on reservation.reservations (contact_phone) where contact_phone is not null;
