{{- define "msa-air.fullname" -}}
{{- if contains "msa-air" .Release.Name }}{{ .Release.Name | trunc 40 | trimSuffix "-" }}{{ else }}{{ printf "%s-msa-air" .Release.Name | trunc 40 | trimSuffix "-" }}{{ end }}
{{- end }}

{{/* The labels that select pods never change. Call with a dict: root, component. */}}
{{- define "msa-air.selectorLabels" -}}
app.kubernetes.io/name: msa-air
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{- define "msa-air.labels" -}}
{{ include "msa-air.selectorLabels" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end }}

{{- define "msa-air.host" -}}
{{- (urlParse (required "appUrl is required, such as https://air.example.com" .Values.appUrl)).host -}}
{{- end }}

{{- define "msa-air.image" -}}
{{- $repository := required "image.repository is required, such as ghcr.io/example/msa-air" .Values.image.repository -}}
{{- include "msa-air.imageName" (dict "repository" $repository "tag" (.Values.image.tag | default .Chart.AppVersion) "digest" .Values.image.digest) -}}
{{- end }}

{{- define "msa-air.toolsImage" -}}
{{- $repository := .Values.toolsImage.repository | default (printf "%s-tools" .Values.image.repository) -}}
{{- $tag := .Values.toolsImage.tag | default .Values.image.tag | default .Chart.AppVersion -}}
{{- include "msa-air.imageName" (dict "repository" $repository "tag" $tag "digest" .Values.toolsImage.digest) -}}
{{- end }}

{{- define "msa-air.imageName" -}}
{{- if .digest }}{{ .repository }}@{{ .digest }}{{ else }}{{ .repository }}:{{ .tag }}{{ end -}}
{{- end }}

{{- define "msa-air.serviceHost" -}}
{{ include "msa-air.fullname" . }}.{{ .Release.Namespace }}.svc.cluster.local
{{- end }}

{{- define "msa-air.engineHost" -}}
{{ include "msa-air.fullname" . }}-inngest.{{ .Release.Namespace }}.svc.cluster.local
{{- end }}

{{- define "msa-air.clusterName" -}}
{{ .Values.postgresql.clusterName | default (printf "%s-db" (include "msa-air.fullname" .)) }}
{{- end }}

{{- define "msa-air.tlsSecret" -}}
{{- (.Values.ingress.enabled | ternary .Values.ingress.tlsSecret .Values.gateway.tlsSecret) | default (printf "%s-tls" (include "msa-air.fullname" .)) -}}
{{- end }}

{{/* A pod of this chart: no root, no token, no new privileges. */}}
{{- define "msa-air.podSecurity" -}}
runAsNonRoot: true
runAsUser: {{ .user }}
runAsGroup: {{ .group }}
fsGroup: {{ .group }}
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "msa-air.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{- define "msa-air.sitePodSecurity" -}}
{{ include "msa-air.podSecurity" (dict "user" .Values.runAsUser "group" .Values.runAsGroup) }}
{{- end }}

{{- define "msa-air.pullSecrets" -}}
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/* The grace period: everything that a pod may do after it was asked to end, and a margin. Seconds. */}}
{{- define "msa-air.graceSeconds" -}}
{{- $pause := divf .Values.shutdown.pauseMs 1000 | ceil | int -}}
{{- add .Values.shutdown.preStopSeconds $pause .Values.shutdown.requestSeconds 5 -}}
{{- end }}

{{/* One variable out of the Secret. Call with a dict: secret, name, optional. */}}
{{- define "msa-air.secretVariable" -}}
- name: {{ .name }}
  valueFrom:
    secretKeyRef:
      name: {{ .secret }}
      key: {{ .key | default .name }}
      {{- if .optional }}
      optional: true
      {{- end }}
{{- end }}

{{- define "msa-air.backupClaim" -}}
{{ .Values.backup.storage.existingClaim | default (printf "%s-backup" (include "msa-air.fullname" .)) }}
{{- end }}
