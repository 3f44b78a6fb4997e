create index concurrently if not exists payment_decisions_change on reservation.payment_decisions (change_id) where change_id is not null;
