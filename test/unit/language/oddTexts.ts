const head = 'apiVersion: release.openshift.io/v1alpha1\nkind: ReleasePayload\nmetadata:\n  name: p\n';

/** Texts of the hard cases, complete documents and broken ones: what edits are made to. */
export const oddTexts: readonly string[] = [
	'', '# only a comment\n', 'sp', `${head}spec:\n  payloadT\n  payloadType: Local\n`, `${head}spec:\n`, `${head}spec:\n\tpayloadType: Local\n`, `${head}spec: {\n\t"payloadType": Local\n}\n`,
	`${head}spec: {payloadType: Local, `, `${head}spec:\n  payloadOverride:\n    reason: |\n      a\n       b\n\n      c\n    override: >-\n      Accepted\n`,
	head.replaceAll('\n', '\r\n'), head.replaceAll('\n', '\r'), `\ufeff${head}spec: {}\n`, `${head}# 😀\nspec: {payloadOverride: {reason: "😀 é", overide: "😀"}}\n`, `${head}spec:\n  payloadOverride: {reason: a\u2028b\u0085c\u00a0d}\n`,
	`${head}spec:\n  payloadVerificationConfig:\n    blockingJobs:\n    - &job {ciConfigurationName: a, maxRetries: 1}\n    - *job\n    - <<: *job\n      ciConfigurationName: b\n    - <<: [*job, {maxRetries: 3}]\n`,
	'a: &a [*a]\n', `${head}spec: &s\n  x: *s\n`, 'a: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c]\ne: [*d,*d,*d,*d,*d,*d,*d,*d]\n',
	`${head}spec:\n  payloadType: Local\n  payloadType: Reference\n`, `${head}123: a\ntrue: b\n? [a, b]\n: c\n~: d\n"spec": {'payloadType': "Local"}\n`, `${head}spec:\n  payloadType: "Local\n  payloadOverride: {}\n`,
	`${head}spec:\n  payloadVerificationConfig:\n    blockingJobs:\n    - maxRetries: 0x1f\n    - maxRetries: 010\n    - maxRetries: 1_000\n    - maxRetries: 3.0\n    - maxRetries: .inf\n    - maxRetries: 99999999999999999999\n    - ciConfigurationName: 4.10\n      disabled: yes\n`,
	`${head}spec:\n  payloadOverride:\n    override:Accepted\n     reason: x\n   foo: y\n`, `${head}spec:\n  payloadVerificationConfig:\n    blockingJobs:\n    - ciConfigurationName: a\n     - ciConfigurationName: b\n    -\n    - \n`,
	`%YAML 1.1\n---\n${head}--- # c\n${head}...\n${head}--- x\n${head}`, `a: [\n---\n${head}`, `apiVersion: v1\nkind: List\nitems:\n- ${head.trimEnd().replaceAll('\n', '\n  ')}\n- apiVersion: v1\n  kind: ConfigMap\n`,
	`${head}spec:\n  payloadType: {{ .Values.type }}\n{{- if .x }}\n  foo: {{ a }}\n{{- end }}\n`, `{{/*\n  é\n*/}}\n{{- if .x }}\n${head}spec:\n  payloadOverride: {{- toYaml .o | nindent 4 }}\n  payloadVerificationConfig:\n    blockingJobs:\n    {{- range .jobs }}\n    - ciConfigurationName: {{ .name }}\n      ciConfigurationJobName: "periodic-{{ printf "%s" .a }}"\n      maxRetries: {{ .n }}\n    {{- else }}\n    - {ciConfigurationName: aws, maxRetries: {{ .n }}}\n    {{- end }}\n{{- end }}\n`, `${head}spec:\n  payloadOverride:\n    reason: "{{ x }}"\n    override: |\n      {{ y }}\n`,
	`{"apiVersion": "release.openshift.io/v1alpha1", "kind": "ReleasePayload", "metadata": {"name": {{ .x | quote }}}}\n`, `${head}<<<<<<< HEAD\nspec: {payloadType: Local}\n=======\nspec: {}\n>>>>>>> theirs\n`,
	'{"apiVersion":"release.openshift.io/v1alpha1","kind":"ReleasePayload",\n "metadata":{"name":"p"},"spec":{"payloadOverride":{"reason":"a\\/b \\ud83d\\ude00"}}}', `${head}spec: !x\n  payloadType: !secret Local\n  payloadOverride: !!map {override: !!str Accepted, reason: !!int "5"}\n`,
	`${head}spec:\n  payloadOverride:\n    reason: one\n      two\n\n      three # c\n    override: "Acc\\\n      epted"\n`, `${head}status:\n  conditions:\n  - type: PayloadAccepted\n    status: True\n    lastTransitionTime: 2026-01-01\n  - type: PayloadAccepted\n`,
	'a\0b: c\n\ud800: \udfff\n', `${'['.repeat(120)}\n`, `${'- '.repeat(120)}a\n`, `${'{a: '.repeat(90)}${'}'.repeat(90)}\n`, `${head}# releasepayload-disable\nspec:\n  payloadOverride: {override: Nope} # releasepayload-disable-line O1\n`,
];
