CREATE TABLE "identity"."ended_sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"ended_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "identity"."known_places" (
	"user_id" uuid NOT NULL,
	"place" text NOT NULL,
	"signed_in_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "known_places_user_id_place_pk" PRIMARY KEY("user_id","place")
);
--> statement-breakpoint
ALTER TABLE "identity"."users" ADD COLUMN "session_version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
CREATE INDEX "ended_sessions_at" ON "identity"."ended_sessions" USING btree ("ended_at");--> statement-breakpoint
CREATE INDEX "known_places_at" ON "identity"."known_places" USING btree ("signed_in_at");