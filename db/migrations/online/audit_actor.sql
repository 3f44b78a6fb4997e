create index concurrently if not exists audit_actor on shared.audit_log (actor_id, id) where actor_kind <> 'SYSTEM'
