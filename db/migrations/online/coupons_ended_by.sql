create index concurrently if not exists coupons_ended_by on reservation.coupons (ended_by) where ended_by is not null
