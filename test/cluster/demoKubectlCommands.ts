/** One call of kubectl. Files are named `@name` and stand in `kubectlFiles`. */
export interface KubectlCommand {
	readonly args: string;
	readonly user?: 'admin' | 'reader' | 'reader-of-ocp' | 'lister-of-ocp' | 'approver' | 'approver-of-ocp' | 'patch-without-get' | 'status-only' | 'nobody';
	/** A sed script that stands in for a person's editor. */
	readonly editor?: string;
	/** Only the exit code counts: the texts name what the demo cluster does not have. */
	readonly exitCodeOnly?: true;
}

const header = { apiVersion: 'release.openshift.io/v1alpha1', kind: 'ReleasePayload' };

function payload(name: string, more: object = {}): object {
	return {
		...header,
		metadata: { name, namespace: 'ocp', labels: { stream: 'nightly', part: name } },
		spec: {
			payloadCoordinates: { namespace: 'ocp', streamName: '4.22.0-0.nightly', imagestreamName: 'release', imagestreamTagName: name },
			payloadOverride: { override: '' },
			payloadVerificationConfig: {
				blockingJobs: [{ ciConfigurationName: 'aws', ciConfigurationJobName: 'periodic-aws', maxRetries: 1 }],
			},
		},
		...more,
	};
}

const conditions = [{ type: 'PayloadAccepted', status: 'True', reason: 'ReleasePayloadAccepted', message: '', lastTransitionTime: '2026-05-01T00:00:00Z' }];

export const kubectlFiles: Readonly<Record<string, object>> = {
	'one.json': payload('one'),
	'two.json': payload('two'),
	'list.json': { apiVersion: 'v1', kind: 'List', items: [payload('three'), payload('four')] },
	'one-changed.json': payload('one', { spec: { payloadOverride: { override: 'Accepted', reason: 'by apply' }, payloadType: 'Local' } }),
	'bad-enum.json': payload('bad', { spec: { payloadType: 'Elsewhere' } }),
	'bad-type.json': payload('bad', { spec: { payloadOverride: { override: 5 } } }),
	'unknown-field.json': payload('bad', { spec: { payloadOverides: {} } }),
	'bad-name.json': payload('Bad_Name'),
	'bad-label.json': { ...payload('bad'), metadata: { name: 'bad', namespace: 'ocp', labels: { 'a b': 'c' } } },
	'generated.json': { ...header, metadata: { generateName: 'made-', namespace: 'ocp' }, spec: {} },
	'other-kind.json': { ...header, kind: 'ReleasePayloads', metadata: { name: 'x', namespace: 'ocp' } },
	'nowhere.json': { ...payload('lost'), metadata: { name: 'lost', namespace: 'nowhere' } },
	'mine.json': { ...header, metadata: { name: 'one', namespace: 'ocp' }, spec: { payloadOverride: { override: 'Accepted', reason: 'mine' } } },
	'mine-less.json': { ...header, metadata: { name: 'one', namespace: 'ocp' }, spec: { payloadOverride: { override: 'Accepted' } } },
	'theirs.json': { ...header, metadata: { name: 'one', namespace: 'ocp' }, spec: { payloadOverride: { override: 'Rejected', reason: 'theirs' } } },
	'fresh.json': { ...header, metadata: { name: 'fresh', namespace: 'ocp', annotations: { note: 'x' } }, spec: { payloadType: 'Reference' } },
	'status.json': { status: { conditions } },
	'removal.json': [{ op: 'remove', path: '/spec/payloadOverride' }],
};

function commands(user: KubectlCommand['user'] | undefined, text: string): readonly KubectlCommand[] {
	return text
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => line !== '')
		.map((args) => ({ args, ...(user !== undefined && { user }) }));
}

/** In this order: what a command leaves behind is what the next one finds. */
export const kubectlCommands: readonly KubectlCommand[] = [
	...commands(
		undefined,
		`
		get releasepayloads -n ocp
		get rp -A
		create -f @one.json
		create -f @one.json
		create -f @two.json --dry-run=server
		create -f @two.json --dry-run=client -o yaml
		create -f @two.json
		create -f @bad-enum.json
		create -f @bad-type.json
		create -f @unknown-field.json
		create -f @unknown-field.json --validate=warn --dry-run=server
		create -f @unknown-field.json --validate=ignore --dry-run=server -o json
		create -f @bad-name.json
		create -f @bad-label.json
		create -f @other-kind.json
		create -f @nowhere.json
		create -f @list.json
		get rp -n ocp
		get rp -n ocp -o wide
		get rp -n ocp -o name
		get rp -n ocp --no-headers
		get rp -n ocp --show-labels
		get rp -n ocp --show-kind
		get rp -n ocp -L part
		get rp -n ocp -l part=one
		get rp -n ocp -l part!=one -o name
		get rp -n ocp -l part -o name
		get rp -n ocp -l !part
		get rp -n ocp -o name -l part=three
		get rp -n ocp --field-selector metadata.name=two
		get rp -n ocp --field-selector metadata.name!=two -o name
		get rp -n ocp --field-selector spec.payloadType=Local
		get rp -n ocp --sort-by=.metadata.name
		get rp -n ocp --chunk-size=1
		get rp -n ocp one -o json
		get rp -n ocp one -o json --show-managed-fields
		get rp -n ocp one two -o name
		get rp -n ocp one -o yaml
		get rp -n ocp one -o jsonpath={.spec.payloadType}
		get rp -n ocp -o custom-columns=N:.metadata.name,T:.spec.payloadType
		get rp -n ocp one -o go-template={{.kind}}
		get rp -n ocp missing
		get rp -n ocp missing --ignore-not-found
		get rp -n nowhere
		get rp/one rp/two -n ocp
		get releasepayload.release.openshift.io/one -n ocp
		get releasepayloads.v1alpha1.release.openshift.io -n ocp
		get rp -n ocp one --subresource=status
		get ns ocp
		get ns ocp -o name
		get ns missing
		get events -n ocp
		get crd releasepayloads.release.openshift.io
		get crd releasepayloads.release.openshift.io -o jsonpath={.spec.names}
		get nonsense
		describe rp one -n ocp
		describe rp -n ocp -l part=two
		explain rp.spec
		explain rp.spec.payloadOverride
		explain rp.spec.payloadVerificationConfig.blockingJobs
		explain rp.status --recursive
		explain rp --recursive
		explain rp.spec.nonsense
		patch rp one -n ocp --type merge -p {"spec":{"payloadOverride":{"override":"Accepted","reason":"because"}}}
		get rp -n ocp one -o json --show-managed-fields
		patch rp one -n ocp --type merge -p {"spec":{"payloadOverride":{"override":"Accepted","reason":"because"}}}
		patch rp one -n ocp --type merge --dry-run=server -o json -p {"spec":{"payloadOverride":{"override":"Rejected"}}}
		patch rp one -n ocp --type merge -p {"spec":{"payloadOveride":{}}}
		patch rp one -n ocp --type merge -p {"metadata":{"resourceVersion":"1"},"spec":{"payloadType":"Reference"}}
		patch rp one -n ocp --type merge -p {"metadata":{"uid":"other"}}
		patch rp one -n ocp --type merge -p {"spec":{"payloadType":"Elsewhere"}}
		patch rp one -n ocp --type merge -p {"spec":{"payloadOverride":{"override":7}}}
		patch rp one -n ocp --type merge -p {"spec":{"payloadVerificationConfig":{"payloadVerificationDataSource":"ImageStreamTagAnnotation"}}}
		patch rp one -n ocp --type merge -p {"status":{"conditions":[]}}
		patch rp one -n ocp --type merge -p nonsense
		patch rp one -n ocp -p {"spec":{}}
		patch rp one -n ocp --type json --patch-file @removal.json
		patch rp one -n ocp --type json --patch-file @removal.json
		patch rp one -n ocp --type json -p [{"op":"test","path":"/spec/payloadType","value":"Reference"}]
		patch rp one -n ocp --type json -p [{"op":"add","path":"/metadata/labels/a~1b","value":"c"},{"op":"replace","path":"/spec/payloadType","value":"Reference"}]
		patch rp one -n ocp --type merge --subresource status --patch-file @status.json
		patch rp missing -n ocp --type merge -p {}
		patch rp one -n ocp --type merge -p null
		patch rp one -n ocp --type merge -p []
		patch rp one -n ocp --type merge -p {"apiVersion":"v1"}
		patch rp one -n ocp --type json -p [{"op":"replace","path":"/spec/payloadOverride","value":{"override":"Rejected"}}]
		patch rp one -n ocp --type json -p [{"op":"replace","path":"/spec/payloadOverride/reason","value":"set by a replacement"}]
		patch rp one -n ocp --type json -p [{"op":"replace","path":"/spec/nothing","value":1}]
		patch rp one -n ocp --type json -p [{"op":"replace","path":"/spec/nothing/below","value":1}]
		patch rp one -n ocp --type json -p [{"op":"test","path":"/spec/none","value":null}]
		patch rp one -n ocp --type json -p [{"op":"test","path":"/spec/none/below","value":null}]
		patch rp one -n ocp --type json -p [{"op":"test","path":"/spec/payloadType","value":null}]
		patch rp one -n ocp --type json -p [7]
		patch rp one -n ocp --type json -p nonsense
		create -f @generated.json --dry-run=server -o jsonpath={.metadata.managedFields} --show-managed-fields
		get rp -n ocp -l a/b/c=d
		get rp -n ocp -l -a
		get rp -n ocp -l A.example/x
		--as=reader patch rp one -n ocp --type merge -p {}
		--as=reader --as-group=system:masters patch rp one -n ocp --type merge -p {}
		--as=system:admin --as-group=others --as-group=system:masters get rp one -n ocp -o name
		get rp -n ocp one -o json --show-managed-fields
		wait rp/one -n ocp --for=condition=PayloadAccepted --timeout=5s
		wait rp/one -n ocp --for=condition=PayloadRejected --timeout=1s
		wait rp/one -n ocp --for=jsonpath={.spec.payloadType}=Reference --timeout=5s
		wait rp/one -n ocp --for=create --timeout=5s
		label rp one -n ocp team=trt
		label rp one -n ocp team=art
		label rp one -n ocp team=art --overwrite
		label rp one -n ocp team-
		label rp one -n ocp bad=-x
		annotate rp one -n ocp note=hello
		annotate rp one -n ocp note-
		apply -f @one.json
		apply -f @one.json
		apply -f @one-changed.json --dry-run=server
		diff -f @one-changed.json
		apply -f @one-changed.json
		diff -f @one-changed.json
		get rp -n ocp one -o json --show-managed-fields
		apply view-last-applied rp one -n ocp
		apply --server-side --field-manager=me -f @mine.json
		apply --server-side --field-manager=me --force-conflicts -f @mine.json
		get rp -n ocp one -o json --show-managed-fields
		apply --server-side --field-manager=me -f @mine-less.json
		get rp -n ocp one -o json --show-managed-fields
		apply --server-side --field-manager=them -f @theirs.json
		apply --server-side --field-manager=them -f @theirs.json --dry-run=server --force-conflicts
		apply --server-side --field-manager=them --force-conflicts -f @theirs.json
		get rp -n ocp one -o json --show-managed-fields
		apply --server-side -f @fresh.json
		apply --server-side -f @fresh.json
		apply --server-side -f @one.json
		diff --server-side --field-manager=me -f @theirs.json
		apply --server-side -f @unknown-field.json
		apply --server-side -f @bad-enum.json
		get rp -n ocp fresh -o json --show-managed-fields
		replace -f @two.json
		replace -f @two.json --dry-run=server
		replace --force -f @two.json
		set image rp/one x=y -n ocp
		auth can-i patch releasepayloads -n ocp
		auth can-i delete releasepayloads/one -n ocp
		auth whoami
		version --output=json --client
		api-resources --api-group=release.openshift.io
		api-resources --api-group=release.openshift.io -o wide
		api-resources --api-group=release.openshift.io -o name
		api-resources --api-group=nonsense.io
		get --raw /apis/release.openshift.io/v1alpha1/namespaces/ocp/releasepayloads?limit=1&labelSelector=part%3Dthree
		get --raw /apis/release.openshift.io/v1
		get --raw /healthz
		delete rp two -n ocp --dry-run=server
		delete rp two -n ocp
		delete rp two -n ocp
		delete rp two -n ocp --ignore-not-found
		delete -f @list.json
		delete rp -n ocp -l part=one
		delete rp --all -n ocp
		wait rp/one -n ocp --for=delete --timeout=5s
		get rp -n ocp
		`,
	),
	// the texts on apiVersion, kind and metadata are each server's own
	{ args: 'explain releasepayloads', exitCodeOnly: true },
	{ args: 'create -f @one.json' },
	{ args: 'edit rp one -n ocp', editor: 's/override: ""/override: Rejected/' },
	{ args: 'edit rp one -n ocp', editor: 's/nothing here/at all/' },
	{ args: 'edit rp one -n ocp', editor: 's/payloadType: Local/payloadType: Elsewhere/' },
	{ args: 'get rp one -n ocp -o json --show-managed-fields' },
	...commands('reader', 'get rp -n ocp\nget rp -A -o name\nget ns\npatch rp one -n ocp --type merge -p {"spec":{}}\nauth can-i patch rp -n ocp\nauth can-i --list -n ocp\nauth whoami\nlabel rp one -n ocp a=b\nget crd releasepayloads.release.openshift.io -o name').map(
		(command) => (/^get ns|--list|whoami/.test(command.args) ? { ...command, exitCodeOnly: true as const } : command),
	),
	...commands('reader-of-ocp', 'get rp -n ocp -o name\nget rp -A\nget rp -n origin\nget ns\nget ns ocp\nauth can-i list rp -n ocp\nauth can-i list rp -n origin\nauth can-i list rp -A'),
	...commands('lister-of-ocp', 'get rp -n ocp -o name\nget rp one -n ocp -o name\nauth can-i watch rp -n ocp'),
	...commands('approver', 'patch rp one -n ocp --type merge -p {"spec":{"payloadOverride":{"override":"Accepted","reason":"approved"}}}\ndelete rp one -n ocp\ncreate -f @two.json\napply --server-side -f @mine.json'),
	...commands('approver-of-ocp', 'label rp one -n ocp a=b\nlabel rp one -n origin a=b\nauth can-i patch rp -n origin'),
	...commands('patch-without-get', 'get rp one -n ocp\npatch rp one -n ocp --type merge -p {"spec":{"payloadOverride":{"override":""}}}'),
	...commands('status-only', 'patch rp one -n ocp --type merge -p {"spec":{}}\npatch rp one -n ocp --subresource status --type merge --patch-file @status.json\nget rp one -n ocp -o jsonpath={.status.conditions[0].status}'),
	...commands('nobody', 'get rp -n ocp\nget ns\nauth can-i get rp -n ocp\napi-resources --api-group=release.openshift.io -o name\nget --raw /logs\nget --raw /version/x'),
];
