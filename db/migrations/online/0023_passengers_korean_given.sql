create index concurrently if not exists passengers_korean_given on reservation.passengers (reverse(replace(korean_name, ' ', '')) text_pattern_ops) where korean_name is not null;
