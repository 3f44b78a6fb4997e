CREATE TABLE "shared"."forgotten_sagas" (
	"saga_id" uuid PRIMARY KEY NOT NULL,
	"forgotten_at" timestamp with time zone DEFAULT now() NOT NULL
);
