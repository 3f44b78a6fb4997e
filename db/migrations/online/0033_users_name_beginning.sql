create index concurrently if not exists users_name_beginning on identity.users (lower(name) text_pattern_ops);
