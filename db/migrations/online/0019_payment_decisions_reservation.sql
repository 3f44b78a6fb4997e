create index concurrently if not exists payment_decisions_reservation on reservation.payment_decisions (reservation_id);
