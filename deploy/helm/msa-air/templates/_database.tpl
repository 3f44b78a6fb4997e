{{/* Where the database is. CloudNativePG makes the user's password and the server's certificate; both stay in its Secrets. */}}

{{- define "msa-air.databaseQuery" -}}
sslmode=verify-full&sslrootcert=/etc/postgresql-ca/ca.crt
{{- end }}

{{/* Kubernetes fills in the user and the password, which are letters and digits. Call with a dict: root, service. */}}
{{- define "msa-air.databaseUrl" -}}
postgresql://$(DATABASE_USER):$(DATABASE_PASSWORD)@{{ include "msa-air.clusterName" .root }}-{{ .service }}.{{ .root.Release.Namespace }}.svc:5432/{{ .root.Values.postgresql.database }}?{{ include "msa-air.databaseQuery" .root }}
{{- end }}

{{/* DATABASE_URL and DATABASE_URL_UNPOOLED. Call with a dict: root, direct (true: both lead to the server itself). */}}
{{- define "msa-air.databaseEnv" -}}
{{- $root := .root -}}
{{- $values := $root.Values -}}
{{- if $values.postgresql.enabled -}}
{{- $cluster := include "msa-air.clusterName" $root -}}
{{- $server := include "msa-air.databaseUrl" (dict "root" $root "service" "rw") -}}
{{- $pooler := include "msa-air.databaseUrl" (dict "root" $root "service" "pooler") -}}
{{ include "msa-air.secretVariable" (dict "secret" (printf "%s-app" $cluster) "name" "DATABASE_USER" "key" "username") }}
{{ include "msa-air.secretVariable" (dict "secret" (printf "%s-app" $cluster) "name" "DATABASE_PASSWORD" "key" "password") }}
- name: DATABASE_URL
  value: {{ and $values.postgresql.pooler.enabled (not .direct) | ternary $pooler $server | quote }}
- name: DATABASE_URL_UNPOOLED
  value: {{ $server | quote }}
{{- else -}}
{{ include "msa-air.secretVariable" (dict "secret" $values.secret.existingSecret "name" "DATABASE_URL") }}
{{ include "msa-air.secretVariable" (dict "secret" $values.secret.existingSecret "name" "DATABASE_URL_UNPOOLED" "optional" true) }}
{{- end }}
{{- end }}

{{- define "msa-air.databaseMount" -}}
{{- if .Values.postgresql.enabled -}}
- name: postgresql-ca
  mountPath: /etc/postgresql-ca
  readOnly: true
{{- end }}
{{- end }}

{{/* Only the certificate of the authority: its key stays where it is. */}}
{{- define "msa-air.databaseVolume" -}}
{{- if .Values.postgresql.enabled -}}
- name: postgresql-ca
  secret:
    secretName: {{ include "msa-air.clusterName" . }}-ca
    items:
      - { key: ca.crt, path: ca.crt }
{{- end }}
{{- end }}

{{/* The replicas that can run at once: while a deployment replaces the last one, new pods start before old ones have ended. */}}
{{- define "msa-air.mostReplicas" -}}
{{- $most := .Values.autoscaling.enabled | ternary .Values.autoscaling.maxReplicas .Values.replicaCount -}}
{{- add $most (mul 2 .Values.maxSurge) -}}
{{- end }}

{{/*
Refuses values whose connections do not fit the database: those that come last would be refused in the middle of a peak.
The migration and the backup take one each.
*/}}
{{- define "msa-air.checkConnections" -}}
{{- $replicas := include "msa-air.mostReplicas" . | int -}}
{{- $pool := .Values.database.poolSize | int -}}
{{- $site := mul $replicas $pool -}}
{{- $engine := and .Values.inngest.selfHosted.enabled .Values.postgresql.enabled | ternary .Values.inngest.selfHosted.maxConnections 0 | int -}}
{{- $rest := add .Values.database.reservedConnections 2 -}}
{{- $max := .Values.database.maxConnections | int -}}
{{- $pooler := .Values.postgresql.pooler -}}
{{- $pooled := and .Values.postgresql.enabled $pooler.enabled -}}
{{- if and $pooled (gt (int $site) (int $pooler.maxClientConnections)) -}}
{{- fail (printf "connections do not fit: %d replicas × poolSize %d = %d, but postgresql.pooler.maxClientConnections is %d" $replicas $pool $site (int $pooler.maxClientConnections)) -}}
{{- end -}}
{{- if $pooled -}}
{{- $site = mul $pooler.instances $pooler.defaultPoolSize -}}
{{- end -}}
{{- $sum := add $site $engine $rest -}}
{{- if gt (int $sum) $max -}}
{{- $who := $pooled | ternary (printf "%d poolers × defaultPoolSize %d" (int $pooler.instances) (int $pooler.defaultPoolSize)) (printf "%d replicas (with a rolling update) × poolSize %d" $replicas $pool) -}}
{{- fail (printf "connections do not fit: %s + event engine %d + reserve, migration and backup %d = %d, but database.maxConnections is %d" $who $engine $rest $sum $max) -}}
{{- end -}}
{{- end }}
