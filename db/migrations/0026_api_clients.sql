CREATE SCHEMA "platform";
--> statement-breakpoint
CREATE TABLE "platform"."clients" (
	"id" uuid PRIMARY KEY NOT NULL,
	"client_id" text NOT NULL,
	"name" text NOT NULL,
	"user_id" uuid NOT NULL,
	"scopes" text[] NOT NULL,
	"requests_per_minute" integer NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" uuid NOT NULL,
	"disabled_at" timestamp with time zone,
	"last_used_at" timestamp with time zone,
	CONSTRAINT "clients_limit" CHECK (requests_per_minute between 1 and 10000)
);
--> statement-breakpoint
CREATE TABLE "platform"."client_secrets" (
	"id" uuid PRIMARY KEY NOT NULL,
	"client_id" uuid NOT NULL,
	"secret_hash" bytea NOT NULL,
	"last_four" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" uuid NOT NULL,
	"expires_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"last_used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "platform"."signing_keys" (
	"kid" text PRIMARY KEY NOT NULL,
	"public_jwk" jsonb NOT NULL,
	"private_jwk" bytea,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"used_from" timestamp with time zone NOT NULL,
	"retired_at" timestamp with time zone,
	CONSTRAINT "signing_keys_private" CHECK (private_jwk is not null or retired_at is not null)
);
--> statement-breakpoint
ALTER TABLE "platform"."client_secrets" ADD CONSTRAINT "client_secrets_client_id_clients_id_fk" FOREIGN KEY ("client_id") REFERENCES "platform"."clients"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "clients_client_id" ON "platform"."clients" USING btree ("client_id");--> statement-breakpoint
CREATE INDEX "clients_created" ON "platform"."clients" USING btree ("created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE UNIQUE INDEX "client_secrets_hash" ON "platform"."client_secrets" USING btree ("secret_hash");--> statement-breakpoint
CREATE INDEX "client_secrets_client" ON "platform"."client_secrets" USING btree ("client_id","created_at");
