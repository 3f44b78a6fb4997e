-- Rows of the audit log, its seals and its checks are written once. ENABLE ALWAYS: also in sessions that replicate.
CREATE FUNCTION "shared"."refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	is_filled boolean;
BEGIN
	-- A restore truncates all tables of a database that was only migrated.
	IF TG_OP = 'TRUNCATE' THEN
		EXECUTE format('SELECT EXISTS (SELECT FROM %s)', TG_RELID::regclass) INTO is_filled;
		IF NOT is_filled THEN
			RETURN NULL;
		END IF;
	END IF;
	RAISE EXCEPTION 'rows of %.% are never changed or deleted', TG_TABLE_SCHEMA, TG_TABLE_NAME
		USING ERRCODE = 'insufficient_privilege';
END $$;--> statement-breakpoint
CREATE TABLE "assurance"."audit_seals" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"audit_id" bigint NOT NULL,
	"sealed_at" timestamp with time zone NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "audit_seals_row" UNIQUE("audit_id")
);--> statement-breakpoint
CREATE TABLE "assurance"."audit_checks" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "assurance"."audit_checks_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"checked_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seq" bigint NOT NULL,
	"last_hash" "bytea" NOT NULL,
	"violations" jsonb NOT NULL
);--> statement-breakpoint
CREATE TRIGGER "append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "shared"."audit_log"
	FOR EACH STATEMENT EXECUTE FUNCTION "shared"."refuse_change"();--> statement-breakpoint
ALTER TABLE "shared"."audit_log" ENABLE ALWAYS TRIGGER "append_only";--> statement-breakpoint
CREATE TRIGGER "append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "assurance"."audit_seals"
	FOR EACH STATEMENT EXECUTE FUNCTION "shared"."refuse_change"();--> statement-breakpoint
ALTER TABLE "assurance"."audit_seals" ENABLE ALWAYS TRIGGER "append_only";--> statement-breakpoint
CREATE TRIGGER "append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "assurance"."audit_checks"
	FOR EACH STATEMENT EXECUTE FUNCTION "shared"."refuse_change"();--> statement-breakpoint
ALTER TABLE "assurance"."audit_checks" ENABLE ALWAYS TRIGGER "append_only";--> statement-breakpoint
-- The running hash of a batch: sha256(the hash before || the text of the row), row by row in the window's order.
CREATE FUNCTION "assurance"."next_hash"(state bytea, body bytea, before bytea) RETURNS bytea
	LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT sha256(coalesce(state, before) || body) $$;--> statement-breakpoint
CREATE AGGREGATE "assurance"."chain_hash"(body bytea, before bytea) (SFUNC = "assurance"."next_hash", STYPE = bytea);
