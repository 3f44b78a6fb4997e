create index concurrently if not exists users_joined on identity.users (created_at desc, id);
