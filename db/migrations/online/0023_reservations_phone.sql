create index concurrently if not exists reservations_phone on reservation.reservations (right(regexp_replace(contact_phone, '\D', '', 'g'), 8)) where contact_phone is not null;
