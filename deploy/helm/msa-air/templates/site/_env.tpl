{{/* What the site gets from Secrets. Call with a dict: root, direct (of the database). A required variable that is missing there keeps the pod from starting, by name. */}}
{{- define "msa-air.siteEnv" -}}
{{- $secret := .root.Values.secret.existingSecret -}}
{{ include "msa-air.databaseEnv" . }}
{{- range list "NEXTAUTH_SECRET" "DATA_KEY" "NEXT_SERVER_ACTIONS_ENCRYPTION_KEY" "INNGEST_EVENT_KEY" "INNGEST_SIGNING_KEY" "STRIPE_SECRET_KEY" "STRIPE_WEBHOOK_SECRET" "SMTP_URL" }}
{{ include "msa-air.secretVariable" (dict "secret" $secret "name" .) }}
{{- end }}
{{- range list "METRICS_TOKEN" "INNGEST_SIGNING_KEY_FALLBACK" "DATA_KEY_FALLBACK" "GOOGLE_CLIENT_ID" "GOOGLE_CLIENT_SECRET" "KAKAO_CLIENT_ID" "KAKAO_CLIENT_SECRET" "NAVER_CLIENT_ID" "NAVER_CLIENT_SECRET" "OTEL_EXPORTER_OTLP_HEADERS" }}
{{ include "msa-air.secretVariable" (dict "secret" $secret "name" . "optional" true) }}
{{- end }}
{{- end }}
