// The peer, in process, on the same schema as ours. It asks for the schema by URI; nothing is fetched.
const { getLanguageService } = require('yaml-language-server');
const { TextDocument } = require('vscode-languageserver-textdocument');
const { SettingsState } = require('yaml-language-server/out/server/src/yamlSettings');

/** The CRD's schema as the peer needs it: JSON Schema that refuses unknown fields, with group and kind fixed. */
function strict(node) {
	if (node === null || typeof node !== 'object') return node;
	if (Array.isArray(node)) return node.map(strict);
	const out = {};
	for (const [key, value] of Object.entries(node)) {
		if (key.startsWith('x-kubernetes-')) continue;
		out[key] = key === 'properties' ? Object.fromEntries(Object.entries(value).map(([name, child]) => [name, strict(child)])) : key === 'enum' || key === 'default' || key === 'required' ? value : strict(value);
	}
	if (out.properties !== undefined && out.additionalProperties === undefined) out.additionalProperties = false;
	return out;
}

/** All services of a process share one cache of read documents, by address and version: each gets an address of its own. */
let services = 0;

exports.peerService = function peerService(openAPIV3Schema) {
	const schema = strict(openAPIV3Schema);
	schema.properties = {
		...schema.properties,
		apiVersion: { type: 'string', enum: ['release.openshift.io/v1alpha1'] },
		kind: { type: 'string', enum: ['ReleasePayload'] },
		metadata: { type: 'object' },
	};
	const uri = `file:///payload-${++services}.yaml`;
	const service = getLanguageService({
		schemaRequestService: () => Promise.reject(new Error('offline')),
		workspaceContext: { resolveRelativePath: (path) => path },
		yamlSettings: new SettingsState(),
		telemetry: { send() {}, sendError() {}, sendTrack() {} },
		clientCapabilities: {},
	});
	service.configure({ validate: true, hover: true, completion: true, format: false, customTags: [], schemas: [{ uri: 'file:///schema.json', fileMatch: ['*.yaml'], schema }] });
	let version = 0;
	return {
		document: (text) => TextDocument.create(uri, 'yaml', ++version, text),
		edit: (document, offset, length, text) => {
			const range = { start: document.positionAt(offset), end: document.positionAt(offset + length) };
			return TextDocument.update(document, [{ range, text }], ++version);
		},
		findings: (document) => service.doValidation(document, false),
		complete: (document, offset) => service.doComplete(document, document.positionAt(offset), false),
		hover: (document, offset) => service.doHover(document, document.positionAt(offset)),
	};
};
