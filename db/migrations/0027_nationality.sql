ALTER TABLE "reservation"."passengers" ADD COLUMN "nationality" text;
