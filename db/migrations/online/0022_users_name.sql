create index concurrently if not exists users_name on identity.users (lower(name), id);
