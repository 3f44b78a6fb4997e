{{/* mTLS by a mesh: what pods of the site and of the engine carry. The database and Redis are outside: PostgreSQL has TLS of its own. */}}
{{- define "msa-air.meshAnnotations" -}}
{{- if eq .Values.mesh.provider "linkerd" -}}
linkerd.io/inject: enabled
{{- if .Values.mesh.strict }}
config.linkerd.io/default-inbound-policy: all-authenticated
{{- end }}
{{- end }}
{{- end }}

{{- define "msa-air.meshLabels" -}}
{{- if eq .Values.mesh.provider "istio" -}}
sidecar.istio.io/inject: "true"
{{- end }}
{{- end }}

{{/* A job must end: a proxy beside it may not. */}}
{{- define "msa-air.noMeshAnnotations" -}}
linkerd.io/inject: disabled
{{- end }}

{{- define "msa-air.noMeshLabels" -}}
sidecar.istio.io/inject: "false"
{{- end }}
