import { generate } from 'selfsigned';

export interface ServerIdentity {
	/** PEM of the authority that clients trust. */
	readonly authority: string;
	readonly certificate: string;
	readonly key: string;
}

/** A fresh authority and a certificate for loopback; the authority's key is forgotten at once. */
export async function newServerIdentity(): Promise<ServerIdentity> {
	// the clocks of a container and its host may differ by a little
	const notBeforeDate = new Date(Date.now() - 60 * 60_000);
	const common = { keyType: 'ec', curve: 'P-256', algorithm: 'sha256', notBeforeDate } as const;
	const authority = await generate([{ name: 'commonName', value: 'Demo cluster authority' }], {
		...common,
		extensions: [
			{ name: 'basicConstraints', cA: true, critical: true },
			{ name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
		],
	});
	const server = await generate([{ name: 'commonName', value: 'Demo cluster' }], {
		...common,
		ca: { key: authority.private, cert: authority.cert },
		extensions: [
			{ name: 'basicConstraints', cA: false, critical: true },
			{ name: 'keyUsage', digitalSignature: true, critical: true },
			{ name: 'extKeyUsage', serverAuth: true },
			{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }, { type: 7, ip: '127.0.0.1' }] },
		],
	});
	return { authority: authority.cert, certificate: server.cert, key: server.private };
}
