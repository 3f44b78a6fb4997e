{{/* The address of the engine's calls is public only where the engine is outside of the cluster. */}}
{{- define "msa-air.publicClasses" -}}
{{- $public := list -}}
{{- range .Values.entry.classes -}}
{{- if not (and (eq .name "engine") $.Values.inngest.selfHosted.enabled) -}}
{{- $public = append $public . -}}
{{- end -}}
{{- end -}}
{{- toYaml $public -}}
{{- end }}

{{- define "msa-air.classLabels" -}}
{{ include "msa-air.labels" (dict "root" . "component" "entry") }}
{{- end }}
