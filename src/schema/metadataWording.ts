import type { MetadataRule } from './fieldError';
import { formatValue, isList, isObject } from './paths';
import { metaStructs } from './objectMeta';
import type { Value } from './schema';

const subdomainText = "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const nameText = "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const labelText = "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

/** The server's sentence on a rule of `metadata`; `prefix` is what the rule found beside the value. */
export function metadataWording(rule: MetadataRule, value: Value, prefix: string): string {
	const invalid = (detail: string): string => `Invalid value: ${formatValue(value)}: ${detail}`;
	switch (rule) {
		case 'nameMissing':
			return 'Required value: name or generateName is required';
		case 'nameLength':
			return invalid('must be no more than 253 characters');
		case 'nameShape':
			return invalid(subdomainText);
		case 'keyShape':
			return invalid(`a valid label key ${nameText} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`);
		case 'keyNameEmpty':
			return invalid('name part must be non-empty');
		case 'keyNameShape':
			return invalid(`name part ${nameText}`);
		case 'keyNameLength':
			return invalid('name part must be no more than 63 bytes');
		case 'keyPrefixEmpty':
			return invalid('prefix part must be non-empty');
		case 'keyPrefixShape':
			return invalid(`prefix part ${subdomainText}`);
		case 'keyPrefixLength':
			return invalid('prefix part must be no more than 253 bytes');
		case 'labelLength':
			return invalid('must be no more than 63 bytes');
		case 'labelShape':
			return invalid(labelText);
		case 'annotationsSize':
			return 'Too long: may not be more than 262144 bytes';
		case 'finalizersConflict':
			return invalid('finalizer orphan and foregroundDeletion cannot be both set');
		case 'finalizerAdded':
			return `Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers ${goTexts(value)}`;
		case 'ownerVersion':
			return invalid('version must not be empty');
		case 'ownerField':
			return invalid('must not be empty');
		case 'ownerEvent':
			return `Invalid value: ${ownerText(value)}: /v1, Kind=Event is disallowed from being an owner`;
		case 'ownerControllers':
			return `Invalid value: [${isList(value) ? value.map(ownerText).join(',') : ''}]: Only one reference can have Controller set to true. Found "true" in references for ${prefix}`;
		case 'managerLength':
			return 'Too long: may not be more than 128 bytes';
		case 'managerCharacter':
			return invalid(prefix);
		case 'subresourceLength':
			return 'Too long: may not be more than 256 bytes';
		case 'unchangeable':
			return invalid('field is immutable');
	}
}

function goTexts(value: Value): string {
	return isList(value) ? `[]string{${value.map((item) => formatValue(item)).join(', ')}}` : '';
}

/** An owner in the order of the Go struct's fields. */
function ownerText(owner: Value): string {
	if (!isObject(owner)) return formatValue(owner);
	const known = Object.keys(metaStructs.OwnerReference).filter((name) => owner[name] !== undefined);
	return `{${known.map((name) => `"${name}":${formatValue(owner[name])}`).join(',')}}`;
}
