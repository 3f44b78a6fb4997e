create index concurrently if not exists tickets_change on reservation.tickets (change_id)
