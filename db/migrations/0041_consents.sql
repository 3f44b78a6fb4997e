CREATE SCHEMA "consent";
--> statement-breakpoint
CREATE TABLE "consent"."consents" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"reservation_id" uuid,
	"passenger_id" uuid,
	"document" text NOT NULL,
	"version" date NOT NULL,
	"locale" text NOT NULL,
	"text_hash" text NOT NULL,
	"given" boolean NOT NULL,
	"channel" text NOT NULL,
	"client_key" text NOT NULL,
	"recorded_by" uuid,
	"recorded_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "consents_channel" CHECK (channel in ('WEB', 'API', 'STAFF')),
	CONSTRAINT "consents_staff" CHECK ((channel = 'STAFF') = (recorded_by is not null)),
	CONSTRAINT "consents_hash" CHECK (text_hash ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE INDEX "consents_person" ON "consent"."consents" USING btree ("person_id","recorded_at");--> statement-breakpoint
CREATE UNIQUE INDEX "consents_once" ON "consent"."consents" USING btree ("reservation_id","document","version") WHERE given and reservation_id is not null and passenger_id is null;--> statement-breakpoint
-- What somebody agreed to is evidence: written once. ENABLE ALWAYS: also in sessions that replicate.
CREATE TRIGGER "append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "consent"."consents"
	FOR EACH STATEMENT EXECUTE FUNCTION "shared"."refuse_change"();--> statement-breakpoint
ALTER TABLE "consent"."consents" ENABLE ALWAYS TRIGGER "append_only";
