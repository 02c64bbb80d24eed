/** One configured verification job. */
export interface JobPlan {
	/** `ciConfigurationName` */
	readonly name: string;
	/** `ciConfigurationJobName` */
	readonly periodic: string;
	readonly maxRetries?: number;
	readonly analysisJobCount?: number;
}

export interface JobPlans {
	readonly blocking: readonly JobPlan[];
	readonly informing: readonly JobPlan[];
	readonly upgrade: readonly JobPlan[];
}

export const noJobs: JobPlans = { blocking: [], informing: [], upgrade: [] };

function words(text: string): readonly string[] {
	return text.trim().split(/\s+/);
}

/** Short names as release engineers know them; a star marks those that may be tried again. */
const nightlyBlocking = words(`
	aws-ovn-serial-1of2* aws-ovn-serial-2of2* aws-ovn-upgrade-micro* aws-ovn-upgrade-fips* aws-sdn-upgrade-minor*
	azure-ovn-upgrade-minor* gcp-ovn-rt-upgrade-minor* metal-ipi-ovn-ipv6* metal-ipi-ovn-bm* vsphere-ovn-upi-serial*
	hypershift-e2e-aws* hypershift-e2e-aks rosa-sts-ovn install-analysis-all overall-analysis-all
	aws-console-login* aws-ovn-image-registry*
`);

const nightlyInforming = words(`
	aws-ovn-fips aws-ovn-proxy aws-ovn-single-node aws-ovn-single-node-serial aws-ovn-techpreview aws-ovn-techpreview-serial
	aws-ovn-cgroupsv2 aws-ovn-edge-zones aws-ovn-arm64 aws-ovn-arm64-techpreview aws-ovn-shared-vpc aws-ovn-custom-dns
	aws-ovn-etcd-scaling aws-ovn-cpu-partitioning aws-ovn-upgrade-paused aws-ovn-upgrade-rollback aws-ovn-hypershift-conformance
	aws-ovn-local-gateway aws-ovn-ipsec aws-ovn-multi-nic aws-csi aws-csi-migration aws-disruptive aws-operator-certified
	azure-ovn azure-ovn-fips azure-ovn-techpreview azure-ovn-upgrade-micro azure-aks-ovn-conformance azure-csi azure-file-csi
	azure-ovn-etcd-scaling azure-stack-ovn gcp-ovn gcp-ovn-fips gcp-ovn-techpreview gcp-ovn-upgrade-micro gcp-ovn-xpn gcp-csi
	gcp-ovn-etcd-scaling gcp-ovn-confidential-nodes ibmcloud-ovn ibmcloud-csi kubevirt-ovn libvirt-ovn-s390x libvirt-ovn-ppc64le
	metal-ipi-ovn-dualstack metal-ipi-ovn-ipv4 metal-ipi-ovn-virtualmedia metal-ipi-serial-ovn-ipv6 metal-ipi-upgrade-ovn-ipv6
	metal-ovn-assisted metal-ovn-single-node-live-iso metal-ovn-two-node-arbiter metal-ovn-two-node-fencing nutanix-ovn
	openstack-ovn-csi-cinder openstack-ovn-csi-manila openstack-ovn-fips openstack-ovn-hybrid openstack-ovn-parallel openstack-ovn-proxy
	powervs-ovn powervs-ovn-single-node rosa-classic-ovn rosa-hcp-ovn telco5g telco5g-cnftests vsphere-ovn vsphere-ovn-csi
	vsphere-ovn-dualstack vsphere-ovn-techpreview vsphere-ovn-upi
`);

const ciBlocking = words('aws-ovn-upgrade* azure-ovn-upgrade* gcp-ovn-upgrade* aws-ovn-serial* hypershift-e2e*');
const okdBlocking = words('e2e-aws-ovn-scos*');
const okdInforming = words('e2e-aws-ovn-upgrade-scos e2e-gcp-ovn-scos e2e-vsphere-ovn-scos e2e-azure-ovn-scos e2e-metal-ovn-scos e2e-aws-serial-scos');
const multiBlocking = words('aws-ovn-multi-arm-x* aws-ovn-multi-x-arm* azure-ovn-multi-upgrade*');
const multiInforming = words('aws-ovn-multi-serial azure-ovn-multi-serial gcp-ovn-multi gcp-ovn-multi-upgrade metal-ovn-multi ibmcloud-ovn-multi powervs-ovn-multi');

function plan(marked: string, prefix: string, repeat: number): JobPlan {
	const retried = marked.endsWith('*');
	const name = retried ? marked.slice(0, -1) : marked;
	const test = name.includes('e2e') ? name : `e2e-${name}`;
	return { name, periodic: `${prefix}-${test}`, ...(retried && { maxRetries: repeat }) };
}

function plans(names: readonly string[], prefix: string, repeat = 1): readonly JobPlan[] {
	return names.map((name) => plan(name, prefix, repeat));
}

export function nightlyJobs(minor: string): JobPlans {
	const prefix = `periodic-ci-openshift-release-master-nightly-${minor}`;
	return { blocking: plans(nightlyBlocking, prefix), informing: plans(nightlyInforming, prefix), upgrade: [] };
}

export function ciJobs(minor: string): JobPlans {
	const prefix = `periodic-ci-openshift-release-master-ci-${minor}`;
	return { blocking: plans(ciBlocking, prefix), informing: plans(['aws-ovn-upgrade-async'], prefix), upgrade: [] };
}

export function okdJobs(minor: string): JobPlans {
	const prefix = `periodic-ci-openshift-release-master-okd-scos-${minor}`;
	return { blocking: plans(okdBlocking, prefix, 2), informing: plans(okdInforming, prefix), upgrade: [] };
}

export function multiJobs(minor: string): JobPlans {
	const prefix = `periodic-ci-openshift-multiarch-master-nightly-${minor}-ocp`;
	return { blocking: plans(multiBlocking, prefix, 2), informing: plans(multiInforming, prefix), upgrade: [] };
}

/** Stable payloads test upgrades, and get the blocking jobs of their nightlies as informing ones. */
export function stableJobs(minor: string): JobPlans {
	const prefix = 'release-openshift-origin-installer';
	const ofNightly = nightlyJobs(minor).blocking.filter((job) => !job.name.includes('analysis'));
	return {
		blocking: [
			{ name: 'upgrade', periodic: `${prefix}-e2e-aws-upgrade`, maxRetries: 2 },
			{ name: 'upgrade-minor', periodic: `${prefix}-e2e-aws-upgrade-minor`, maxRetries: 2 },
		],
		informing: ofNightly,
		upgrade: ['aws', 'azure', 'gcp'].map((platform) => ({ name: platform, periodic: `${prefix}-e2e-${platform}-upgrade` })),
	};
}

export const platforms: readonly ['aws', 'azure', 'gcp'] = ['aws', 'azure', 'gcp'];

/** An aggregated job is two: the aggregator decides, its analysis runs inform. */
export function aggregatedJobs(minor: string, runs: number): JobPlans {
	const prefix = `periodic-ci-openshift-release-master-ci-${minor}`;
	const names = ['aggregated-aws-ovn-upgrade', 'aggregated-azure-ovn-upgrade', 'aggregated-gcp-ovn-rt-upgrade', 'aggregated-metal-ipi-upgrade'];
	return {
		blocking: names.map((name) => ({ name, periodic: `${name}-release-openshift-release-analysis-aggregator` })),
		informing: names.map((name) => ({ name, periodic: `${prefix}-e2e-${name.slice('aggregated-'.length)}`, analysisJobCount: runs })),
		upgrade: [],
	};
}
