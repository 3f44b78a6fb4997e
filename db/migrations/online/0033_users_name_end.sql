create index concurrently if not exists users_name_end on identity.users (reverse(lower(name)) text_pattern_ops);
