CREATE SCHEMA "profile";
--> statement-breakpoint
CREATE TABLE "profile"."people" (
	"id" uuid PRIMARY KEY NOT NULL,
	"owner_id" uuid NOT NULL,
	"relation" text NOT NULL,
	"surname" text NOT NULL,
	"given_name" text NOT NULL,
	"korean_name" text,
	"birth_date" date NOT NULL,
	"gender" text NOT NULL,
	"nationality" text,
	"phone" text,
	"passport" bytea,
	"passport_consent" text,
	"passport_consent_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "people_passport" CHECK ((passport is null) = (passport_consent is null) and (passport is null) = (passport_consent_at is null))
);
--> statement-breakpoint
CREATE TABLE "profile"."policies" (
	"kind" text NOT NULL,
	"valid_from" date NOT NULL,
	"rules" jsonb NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "policies_kind_valid_from_pk" PRIMARY KEY("kind","valid_from")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "people_self" ON "profile"."people" USING btree ("owner_id") WHERE relation = 'SELF';--> statement-breakpoint
CREATE INDEX "people_owner" ON "profile"."people" USING btree ("owner_id","created_at","id");--> statement-breakpoint
INSERT INTO "profile"."policies" ("kind", "valid_from", "rules", "source") VALUES
	('COMPANIONS', '2026-01-01', '{"most": 20}', 'The product: a family, its grandparents and a few friends; more are a travel agency'),
	('PASSPORT', '2026-01-01', '{"validMonths": 6}', 'Many countries ask for a passport that is valid for six months from the entry on; the countries differ, so it is a warning');
